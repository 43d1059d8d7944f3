package dev.reinstate.memory;

/** The codes of a {@link Page}'s memories, which only writing and feedback touch. */
public final class CodePage {

  final int size;
  final byte[] bytes;

  /** An empty page for codes of the given size in bytes. */
  public CodePage(int size) {
    this.size = size;
    bytes = new byte[Page.SLOTS * size];
  }

  /** What it takes on the heap, about. */
  public long bytes() {
    return 50 + bytes.length;
  }

  void read(int slot, byte[] to, int at) {
    System.arraycopy(bytes, slot * size, to, at, size);
  }

  void set(int slot, byte[] code) {
    System.arraycopy(code, 0, bytes, slot * size, size);
  }
}
