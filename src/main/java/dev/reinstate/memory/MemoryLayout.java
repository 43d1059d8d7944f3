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
 * @param scaledCodes whether the first byte of a code says which scale its numbers are of
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
    boolean scaledCodes,
    int capacity) {

  /** Codes of before they had a scale each are of this one. */
  private static final byte FIRST_SCALE = 0;

  /** Of memories whose codes no head compares. */
  public MemoryLayout(
      int dimension,
      int heads,
      Precision precision,
      Similarity similarity,
      int codeBytes,
      int capacity) {
    this(dimension, heads, precision, similarity, codeBytes, 0, Precision.INT8, false, capacity);
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
   * Checks codes that state holds, and gives those of former versions the byte that says which
   * scale they are of.
   *
   * @param codes one after the other
   * @param count how many
   * @return the codes, in the same array where nothing is missing
   * @throws IllegalStateException if the state was written under settings of another size
   */
  public byte[] codes(byte[] codes, int count) {
    int former = codeBytes - 1;
    if (scaledCodes && codes.length == count * former) {
      byte[] scaled = new byte[count * codeBytes];
      for (int i = 0; i < count; i++) {
        scaled[i * codeBytes] = FIRST_SCALE;
        System.arraycopy(codes, i * former, scaled, i * codeBytes + 1, former);
      }
      return scaled;
    }
    require(
        "codes",
        codes.length / count,
        codeBytes,
        "observation.size, features.missing-indicators, credit.mode and network.code.kind, .size and"
            + " .bits");
    return codes;
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
