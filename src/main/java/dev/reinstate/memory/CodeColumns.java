package dev.reinstate.memory;

/**
 * The codes of a page in {@link Columns}, as their numbers are at one version of {@link
 * CodeNumbers}, with their squared lengths: what the distances of all of them from another code are
 * computed of.
 */
final class CodeColumns {

  private final int size;
  private final Columns columns;

  /** What a stored number is worth in the units of a code. */
  private final float scale;

  private final float[] squaredLengths = new float[Page.SLOTS];
  private final float[] numbers;
  private final byte[] bytes;
  private final Precision precision;
  private final CodeNumbers codeNumbers;
  private final long version;

  /**
   * @param size c, numbers of a code
   * @param precision of the columns
   */
  CodeColumns(int size, Precision precision, CodeNumbers codeNumbers) {
    this.size = size;
    this.precision = precision;
    this.codeNumbers = codeNumbers;
    version = codeNumbers.version();
    columns = precision.columns(size);
    scale = precision.codeScale();
    numbers = new float[size];
    bytes = new byte[precision.bytes(size)];
  }

  /** What it takes on the heap, about. */
  long bytes() {
    return 200 + (long) Page.SLOTS * (precision.bytes(size) + Float.BYTES);
  }

  /** Whether codes still stand for the numbers that are in the columns. */
  boolean isCurrent(CodeNumbers now) {
    return version == now.version();
  }

  /** Sets a slot's code from its bytes. */
  void set(int slot, byte[] code, int from) {
    codeNumbers.read(code, from, numbers, 0);
    precision.writeCodes(numbers, 0, size, bytes, 0);
    columns.set(slot, bytes, 0);
    precision.readCodes(bytes, 0, size, numbers, 0);
    squaredLengths[slot] = squaredLength(numbers, 0, size);
  }

  /** ‖c‖² of a code. */
  static float squaredLength(float[] code, int from, int size) {
    float sum = 0;
    for (int i = from; i < from + size; i++) {
      sum += code[i] * code[i];
    }
    return sum;
  }

  /**
   * Computes how alike a code and those of all slots are: −‖c − c_i‖²/c.
   *
   * @param code array that holds the code, c numbers from −1 to 1
   * @param from where it begins
   * @param squaredLength of the code
   * @param similarities receives {@link Page#SLOTS} numbers
   */
  void similarities(
      DotKernel kernel, float[] code, int from, float squaredLength, float[] similarities) {
    columns.dots(kernel, 0, size, code, from, similarities);
    for (int slot = 0; slot < Page.SLOTS; slot++) {
      similarities[slot] = similarity(similarities[slot], slot, squaredLength);
    }
  }

  /** The same of one slot, in the same bits. */
  float similarity(int slot, float[] code, int from, float squaredLength) {
    return similarity(columns.dot(slot, 0, size, code, from), slot, squaredLength);
  }

  private float similarity(float dot, int slot, float squaredLength) {
    return (2 * scale * dot - squaredLength - squaredLengths[slot]) / size;
  }
}
