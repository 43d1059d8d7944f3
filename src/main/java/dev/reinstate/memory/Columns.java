package dev.reinstate.memory;

/**
 * The embeddings of a page, in columns: component j of all {@link Page#SLOTS} memories, then
 * component j + 1 of all, as a {@link DotKernel} takes them. int8 components are not yet scaled.
 */
interface Columns {

  /** Sets a slot's components from the bytes of a {@link StoredVector}, from a place on. */
  void set(int slot, byte[] stored, int from);

  /** Writes a slot's components as the bytes of a {@link StoredVector}, from a place on. */
  void get(int slot, byte[] stored, int at);

  /** Sets a slot's components to 0. */
  void clear(int slot);

  /**
   * Reads a slot's components.
   *
   * @param scale that each is multiplied by
   */
  void read(int slot, float scale, float[] to, int at);

  /** The dot product of a range of a slot's columns with a query, in the bits of {@link #dots}. */
  float dot(int slot, int first, int count, float[] query, int from);

  /** Dot products of a range of columns with a query, for all slots. */
  void dots(DotKernel kernel, int first, int count, float[] query, int from, float[] dots);

  /** Sums of the squares of a range of columns, for all slots. */
  void squares(int first, int count, float[] sums);
}
