package dev.reinstate.memory;

/** What a head that compares codes sees of them: the numbers of a code, each from −1 to 1. */
public interface CodeNumbers {

  /** Changes when codes stand for other numbers than they did. */
  long version();

  /**
   * Reads the numbers of a code.
   *
   * @param codes array that holds the code
   * @param from where it begins
   * @param numbers receives them
   * @param at where they go
   */
  void read(byte[] codes, int from, float[] numbers, int at);

  /** The numbers as they are stored. */
  static CodeNumbers stored(int size, Precision precision) {
    return new CodeNumbers() {
      @Override
      public long version() {
        return 0;
      }

      @Override
      public void read(byte[] codes, int from, float[] numbers, int at) {
        precision.readCodes(codes, from, size, numbers, at);
      }
    };
  }
}
