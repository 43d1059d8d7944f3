package dev.reinstate.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** 64 memories side by side: all that a read needs. Their codes are in a {@link CodePage}. */
public final class Page {

  /** Memories of a page. */
  public static final int SLOTS = 64;

  /** No slot. */
  static final int NONE = -1;

  final int dimension;
  final Precision precision;
  final int bytesPerSlot;
  final Columns columns;
  final float[] scales;

  /** ‖part‖² of each head's slots; not written, as it follows from the embeddings. */
  private float @Nullable [] squaredNorms;

  private int heads;

  final String[] ids;

  /** Of each id, once it was asked for; else 0. Not written. */
  private final long[] hashes;

  final double[] values;
  final long[] times;
  final long[] versions;

  /** Total of the credits that each memory got. */
  final float[] credits;

  /** The slot of the least credit, while that is known. */
  private int leastCredited = NONE;

  /** No memory of the page is of a later time. */
  private long latest = Long.MIN_VALUE;

  /** An empty page for embeddings of the given size. */
  public Page(int dimension, Precision precision) {
    this.dimension = dimension;
    this.precision = precision;
    bytesPerSlot = precision.bytes(dimension);
    columns = precision.columns(dimension);
    scales = new float[SLOTS];
    ids = new String[SLOTS];
    hashes = new long[SLOTS];
    values = new double[SLOTS];
    times = new long[SLOTS];
    versions = new long[SLOTS];
    credits = new float[SLOTS];
  }

  /** Whether a slot, from 0 to {@link #SLOTS} − 1, holds a memory. */
  public boolean occupied(int slot) {
    return ids[slot] != null;
  }

  /** Whether the observation of an occupied slot was before a time, or at it with a lower id. */
  boolean isBefore(int slot, long time, String id) {
    return times[slot] < time || times[slot] == time && ids[slot].compareTo(id) < 0;
  }

  /** The memory of an occupied slot. */
  public String id(int slot) {
    return ids[slot];
  }

  /** The {@link IdHash} of its id. */
  long hash(int slot) {
    if (hashes[slot] == 0) {
      hashes[slot] = IdHash.of(ids[slot]);
    }
    return hashes[slot];
  }

  /** Event time of its observation. */
  public long time(int slot) {
    return times[slot];
  }

  /** Its value. */
  public double value(int slot) {
    return values[slot];
  }

  /** Total of the credits that it got. */
  public float credit(int slot) {
    return credits[slot];
  }

  /** Model version of its embedding. */
  public long version(int slot) {
    return versions[slot];
  }

  /** A time that none of the memories is later than. */
  long latest() {
    return latest;
  }

  /** What it takes on the heap, about. */
  public long bytes() {
    long bytes =
        300 + (long) SLOTS * (bytesPerSlot + 2 * Float.BYTES + 4 * Long.BYTES + Integer.BYTES);
    for (String id : ids) {
      bytes += id == null ? 0 : 56 + id.length();
    }
    return bytes;
  }

  boolean isEmpty() {
    return Arrays.stream(ids).allMatch(id -> id == null);
  }

  /** Puts a memory in a slot; its embedding follows. */
  void occupy(int slot, String id, long time, double value) {
    ids[slot] = id;
    hashes[slot] = 0;
    times[slot] = time;
    values[slot] = value;
    latest = Math.max(latest, time);
    setCredit(slot, 0);
  }

  void setCredit(int slot, float credit) {
    credits[slot] = credit;
    leastCredited = NONE;
  }

  /** The memory of the least credit, of equals the one observed first; NONE of an empty page. */
  int leastCredited() {
    if (leastCredited == NONE) {
      for (int slot = 0; slot < SLOTS; slot++) {
        if (occupied(slot) && (leastCredited == NONE || isLess(slot, this, leastCredited))) {
          leastCredited = slot;
        }
      }
    }
    return leastCredited;
  }

  /** Whether a memory gives way to a new one before another of a page does. */
  boolean isLess(int slot, Page page, int other) {
    float credit = page.credits[other];
    return credits[slot] < credit || credits[slot] == credit && times[slot] < page.times[other];
  }

  void clear(int slot) {
    ids[slot] = null;
    hashes[slot] = 0;
    values[slot] = 0;
    times[slot] = 0;
    setCredit(slot, 0);
    columns.clear(slot);
    embeddingChanged(slot, 0, 0);
  }

  void setEmbedding(int slot, StoredVector embedding, long version) {
    setEmbedding(slot, embedding.bytes(), embedding.scale(), version);
  }

  void setEmbedding(int slot, byte[] stored, float scale, long version) {
    columns.set(slot, stored, 0);
    embeddingChanged(slot, scale, version);
  }

  private void embeddingChanged(int slot, float scale, long version) {
    scales[slot] = scale;
    versions[slot] = version;
    squaredNorms = null;
  }

  /** Copies a slot's embedding to dimension floats from a place on. */
  void readEmbedding(int slot, float[] to, int at) {
    columns.read(slot, scales[slot], to, at);
  }

  /**
   * Dot products of a head's part of all embeddings with a vector.
   *
   * @param parts heads that embeddings are divided into
   * @param from where the head's part of the vector begins
   */
  void dots(DotKernel kernel, int head, int parts, float[] vector, int from, float[] dots) {
    int size = dimension / parts;
    columns.dots(kernel, head * size, size, vector, from, dots);
    if (precision.scaled()) {
      for (int slot = 0; slot < SLOTS; slot++) {
        dots[slot] *= scales[slot];
      }
    }
  }

  /** The dot product of one slot's, in the same bits. */
  float dot(int slot, int head, int parts, float[] vector, int from) {
    int size = dimension / parts;
    return columns.dot(slot, head * size, size, vector, from) * scales[slot];
  }

  /** ‖part‖² of each head's slots: {@link #SLOTS} of the first head, then those of the next. */
  float[] squaredNorms(int parts) {
    if (squaredNorms == null || heads != parts) {
      heads = parts;
      squaredNorms = new float[parts * SLOTS];
      float[] sums = new float[SLOTS];
      int size = dimension / parts;
      for (int head = 0; head < parts; head++) {
        columns.squares(head * size, size, sums);
        for (int slot = 0; slot < SLOTS; slot++) {
          squaredNorms[head * SLOTS + slot] = scales[slot] * scales[slot] * sums[slot];
        }
      }
    }
    return squaredNorms;
  }
}
