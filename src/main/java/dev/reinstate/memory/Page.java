package dev.reinstate.memory;

import java.util.Arrays;

/** 64 memories side by side: all that a read needs. Their codes are in a {@link CodePage}. */
public final class Page {

  /** Memories of a page. */
  public static final int SLOTS = 64;

  final int dimension;
  final Precision precision;
  final int bytesPerSlot;
  final byte[] embeddings;
  final float[] scales;

  /** ‖part‖² of each head of each slot; not written, as it follows from the embeddings. */
  private float[] squaredNorms;

  private int heads;

  final String[] ids;
  final double[] values;
  final long[] times;
  final long[] versions;

  /** An empty page for embeddings of the given size. */
  public Page(int dimension, Precision precision) {
    this.dimension = dimension;
    this.precision = precision;
    bytesPerSlot = precision.bytes(dimension);
    embeddings = new byte[SLOTS * bytesPerSlot];
    scales = new float[SLOTS];
    heads = 1;
    squaredNorms = new float[SLOTS];
    ids = new String[SLOTS];
    values = new double[SLOTS];
    times = new long[SLOTS];
    versions = new long[SLOTS];
  }

  /** Divides embeddings into the parts of several heads. */
  void divide(int parts) {
    if (parts == heads) {
      return;
    }
    heads = parts;
    squaredNorms = new float[SLOTS * heads];
    for (int slot = 0; slot < SLOTS; slot++) {
      embeddingChanged(slot);
    }
  }

  boolean occupied(int slot) {
    return ids[slot] != null;
  }

  /** Whether the observation of an occupied slot was before a time, or at it with a lower id. */
  boolean isBefore(int slot, long time, String id) {
    return times[slot] < time || times[slot] == time && ids[slot].compareTo(id) < 0;
  }

  boolean isEmpty() {
    return Arrays.stream(ids).allMatch(id -> id == null);
  }

  void clear(int slot) {
    ids[slot] = null;
    scales[slot] = 0;
    Arrays.fill(squaredNorms, slot * heads, (slot + 1) * heads, 0);
    values[slot] = 0;
    times[slot] = 0;
    versions[slot] = 0;
    Arrays.fill(embeddings, slot * bytesPerSlot, (slot + 1) * bytesPerSlot, (byte) 0);
  }

  void setEmbedding(int slot, StoredVector embedding, long version) {
    System.arraycopy(embedding.bytes(), 0, embeddings, slot * bytesPerSlot, bytesPerSlot);
    scales[slot] = embedding.scale();
    versions[slot] = version;
    embeddingChanged(slot);
  }

  /** Stores a vector, dimension floats of an array from a place on. */
  void setEmbedding(int slot, float[] vector, int from, long version) {
    scales[slot] = precision.store(vector, from, dimension, embeddings, slot * bytesPerSlot);
    versions[slot] = version;
    embeddingChanged(slot);
  }

  /** Must follow every change of an embedding's bytes or scale. */
  void embeddingChanged(int slot) {
    int size = dimension / heads;
    for (int head = 0; head < heads; head++) {
      squaredNorms[slot * heads + head] =
          precision.squaredNorm(embeddings, at(slot, head), scales[slot], size);
    }
  }

  private int at(int slot, int head) {
    return slot * bytesPerSlot + head * (bytesPerSlot / heads);
  }

  float squaredNorm(int slot, int head) {
    return squaredNorms[slot * heads + head];
  }

  void readEmbedding(int slot, float[] to, int at) {
    precision.restore(embeddings, slot * bytesPerSlot, scales[slot], dimension, to, at);
  }

  /**
   * Dot product of a head's part of a slot's embedding with a vector.
   *
   * @param from where the head's part of the vector begins
   */
  float dot(int slot, int head, float[] vector, int from) {
    return precision.dot(embeddings, at(slot, head), scales[slot], dimension / heads, vector, from);
  }
}
