package dev.reinstate.memory;

import java.util.Arrays;

/**
 * 64 memories side by side: all that a read needs. Their codes are in a {@link CodePage}.
 *
 * <p>An embedding is kept as int8 with one scale: component = byte · scale.
 */
public final class Page {

  /** Memories of a page. */
  public static final int SLOTS = 64;

  final int dimension;
  final byte[] embeddings;
  final float[] scales;

  /** ‖embedding‖²; not written, as it follows from the embedding. */
  private final float[] squaredNorms;

  final String[] ids;
  final double[] values;
  final long[] times;
  final long[] versions;

  /** An empty page for embeddings of the given size. */
  public Page(int dimension) {
    this.dimension = dimension;
    embeddings = new byte[SLOTS * dimension];
    scales = new float[SLOTS];
    squaredNorms = new float[SLOTS];
    ids = new String[SLOTS];
    values = new double[SLOTS];
    times = new long[SLOTS];
    versions = new long[SLOTS];
  }

  boolean occupied(int slot) {
    return ids[slot] != null;
  }

  boolean isEmpty() {
    return Arrays.stream(ids).allMatch(id -> id == null);
  }

  void clear(int slot) {
    ids[slot] = null;
    scales[slot] = 0;
    squaredNorms[slot] = 0;
    values[slot] = 0;
    times[slot] = 0;
    versions[slot] = 0;
    Arrays.fill(embeddings, slot * dimension, (slot + 1) * dimension, (byte) 0);
  }

  void setEmbedding(int slot, QuantisedVector embedding, long version) {
    System.arraycopy(embedding.bytes(), 0, embeddings, slot * dimension, dimension);
    scales[slot] = embedding.scale();
    versions[slot] = version;
    embeddingChanged(slot);
  }

  /** Must follow every change of an embedding's bytes or scale. */
  void embeddingChanged(int slot) {
    int sum = 0;
    for (int i = slot * dimension; i < (slot + 1) * dimension; i++) {
      sum += embeddings[i] * embeddings[i];
    }
    squaredNorms[slot] = scales[slot] * scales[slot] * sum;
  }

  void readEmbedding(int slot, float[] to, int at) {
    for (int i = 0; i < dimension; i++) {
      to[at + i] = embeddings[slot * dimension + i] * scales[slot];
    }
  }

  /** ‖embedding‖² of a slot. */
  float squaredNorm(int slot) {
    return squaredNorms[slot];
  }

  /** Dot product of a slot's embedding with a vector. */
  float dot(int slot, float[] vector, int from) {
    float sum = 0;
    int at = slot * dimension;
    for (int i = 0; i < dimension; i++) {
      sum += vector[from + i] * embeddings[at + i];
    }
    return sum * scales[slot];
  }
}
