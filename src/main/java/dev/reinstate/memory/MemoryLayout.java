package dev.reinstate.memory;

import dev.reinstate.compute.Similarity;

/**
 * What the memories of every key are made of and how they are compared.
 *
 * @param dimension floats of an embedding
 * @param heads equal parts of an embedding, which are compared on their own; divides dimension
 * @param precision how embeddings are kept
 * @param similarity by which reads compare
 * @param codeBytes bytes of a code
 * @param codeSize numbers of a code where one more head, the last, compares codes; else 0
 * @param codePrecision how these numbers are kept
 * @param capacity memories that a key holds at most
 */
public record MemoryLayout(
    int dimension,
    int heads,
    Precision precision,
    Similarity similarity,
    int codeBytes,
    int codeSize,
    Precision codePrecision,
    int capacity) {

  /** Of memories whose codes no head compares. */
  public MemoryLayout(
      int dimension,
      int heads,
      Precision precision,
      Similarity similarity,
      int codeBytes,
      int capacity) {
    this(dimension, heads, precision, similarity, codeBytes, 0, Precision.INT8, capacity);
  }

  /** Whether the last head compares codes. */
  boolean hasCodeHead() {
    return codeSize > 0;
  }

  /** Floats of a head's part of an embedding. */
  public int headDimension() {
    return dimension / heads;
  }

  /**
   * Checks what state holds.
   *
   * @param bytes of an embedding
   * @throws IllegalStateException if the state was written under settings of another size
   */
  public void requireEmbedding(int bytes) {
    require("embeddings", bytes, precision.bytes(dimension), "network.embedding.size and .bits");
  }

  /**
   * Checks what state holds.
   *
   * @param bytes of a code
   * @throws IllegalStateException if the state was written under settings of another size
   */
  public void requireCode(int bytes) {
    require(
        "codes",
        bytes,
        codeBytes,
        "observation.size, features.missing-indicators, credit.mode and network.code.kind, .size and"
            + " .bits");
  }

  private static void require(String what, int found, int bytes, String settings) {
    if (found != bytes) {
      throw new IllegalStateException(
          ("the state holds %s of %d bytes where the settings have %d: set %s as they were when it"
                  + " was written, or start without it")
              .formatted(what, found, bytes, settings));
    }
  }
}
