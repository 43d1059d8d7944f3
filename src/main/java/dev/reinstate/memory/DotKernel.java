package dev.reinstate.memory;

import dev.reinstate.compute.VectorModule;

/**
 * Dot products of a query with all memories of a page at once. A page's embeddings lie in columns:
 * component j of all 64 memories, then component j + 1 of all. Each memory has a lane of its own,
 * so that no sum runs across lanes: a memory's dot product is the sum over its components in rising
 * order, each multiplied and then added, never fused. So every kernel gives the same bits, whatever
 * the width of the processor's vectors, and the part of a head is a range of columns.
 */
public interface DotKernel {

  /** Memories of a page, and of a column. */
  int LANES = Page.SLOTS;

  /**
   * Computes the dot products with float32 embeddings.
   *
   * @param columns the page's components, {@link #LANES} of each column
   * @param first the first column
   * @param count columns, and floats of the query
   * @param query array that holds the query
   * @param from where it begins
   * @param dots receives {@link #LANES} dot products
   */
  void dots(float[] columns, int first, int count, float[] query, int from, float[] dots);

  /** Computes the dot products with the bytes of int8 embeddings, not yet scaled. */
  void dots(byte[] columns, int first, int count, float[] query, int from, float[] dots);

  /** The largest of {@link #LANES} numbers; not a number if one of them is not. */
  float largest(float[] numbers);

  /** The kernel in plain Java. */
  static DotKernel scalar() {
    return new ScalarDotKernel();
  }

  /** The fastest kernel that this JVM can run. */
  static DotKernel fastest() {
    return Fastest.KERNEL;
  }

  /** Looks for the vector module once. */
  final class Fastest {

    private static final DotKernel KERNEL =
        VectorModule.choose(
            DotKernel.class, "dev.reinstate.memory.VectorDotKernel", ScalarDotKernel::new);

    private Fastest() {}
  }
}
