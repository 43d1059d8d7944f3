package dev.reinstate.memory;

import org.jspecify.annotations.Nullable;

/** The codes of a {@link Page}'s memories: for writing, feedback, and reads by codes. */
public final class CodePage {

  final int size;
  final byte[] bytes;

  /** Their numbers for reads by codes, as soon as there is one; not written. */
  private @Nullable CodeColumns columns;

  /** An empty page for codes of the given size in bytes. */
  public CodePage(int size) {
    this(size, new byte[Page.SLOTS * size]);
  }

  private CodePage(int size, byte[] bytes) {
    this.size = size;
    this.bytes = bytes;
  }

  /**
   * The page as a layout has it, which may be this one.
   *
   * @throws IllegalStateException if it was written under settings of another size
   */
  CodePage under(MemoryLayout layout) {
    byte[] current = layout.codes(bytes, Page.SLOTS);
    return current == bytes ? this : new CodePage(layout.codeBytes(), current);
  }

  /** What it takes on the heap, about. */
  public long bytes() {
    return 50 + (columns == null ? bytes.length : bytes.length + columns.bytes());
  }

  void read(int slot, byte[] to, int at) {
    System.arraycopy(bytes, slot * size, to, at, size);
  }

  void set(int slot, byte[] code) {
    System.arraycopy(code, 0, bytes, slot * size, size);
    if (columns != null) {
      columns.set(slot, bytes, slot * size);
    }
  }

  /** The codes in columns. */
  CodeColumns columns(MemoryLayout layout, CodeNumbers numbers) {
    if (columns == null || !columns.isCurrent(numbers)) {
      columns = new CodeColumns(layout.codeSize(), layout.codePrecision(), numbers);
      for (int slot = 0; slot < Page.SLOTS; slot++) {
        columns.set(slot, bytes, slot * size);
      }
    }
    return columns;
  }
}
