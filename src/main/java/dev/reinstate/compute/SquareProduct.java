package dev.reinstate.compute;

/** C = A·B of square matrices by an engine's library: what a benchmark takes as the peak. */
public interface SquareProduct extends AutoCloseable {

  /** Computes C. */
  void run();

  @Override
  default void close() {}
}
