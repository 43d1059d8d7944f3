package dev.reinstate.learner.reinstatement;

import dev.reinstate.compute.Network;
import dev.reinstate.compute.Pass;
import dev.reinstate.learner.memories.Evidence;
import dev.reinstate.learner.memories.Remembered;
import dev.reinstate.memory.MemoryLayout;
import dev.reinstate.memory.StoredVector;
import dev.reinstate.model.Codec;
import dev.reinstate.state.Rehearsed;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Observations to be reinstated together: all are decoded and run through the embedding network in
 * one go each. Beside each lies its embedding as it was stored; in the place of a part that no
 * memory has stored lies the part as it is computed now. Serves one thread.
 */
public final class ReinstatedRows {

  private static final int MIN_CAPACITY = 64;

  private final MemoryLayout layout;
  private final Codec codec;

  /** Floats of an embedding, and of the part of it that a space has. */
  private final int dimension;

  private final int part;
  private final int codeSize;
  private byte[] codes = new byte[0];
  private float[] stored = new float[0];
  private float[] codeNumbers = new float[0];
  private float[] observations = new float[0];
  private float[] recomputed = new float[0];
  private float[] gradients = new float[0];

  /** By number of the part of all rows, those that no memory has stored. */
  private final BitSet missing = new BitSet();

  private Network network;
  private Pass pass;
  private int count;

  /**
   * Rows of one space whose codes no head compares.
   *
   * @param layout of the memories that rows come from
   * @param codec their codes' codec
   */
  public ReinstatedRows(MemoryLayout layout, Codec codec) {
    this(layout, 1, codec, 0);
  }

  /**
   * @param layout of the memories that rows come from
   * @param spaces that they are in
   * @param codec their codes' codec
   * @param codeSize numbers of a code, where a head compares them; else 0
   */
  ReinstatedRows(MemoryLayout layout, int spaces, Codec codec, int codeSize) {
    this.layout = layout;
    this.codec = codec;
    this.codeSize = codeSize;
    part = layout.dimension();
    dimension = spaces * part;
  }

  /** Rows so far. */
  public int count() {
    return count;
  }

  /**
   * Adds an observation that is not in memory.
   *
   * @param embeddings of all spaces
   * @return its row
   */
  public int add(StoredVector[] embeddings, byte[] code) {
    addCode(layout.codes(code, 1), 0);
    for (int space = 0; space < embeddings.length; space++) {
      layout.requireEmbedding(embeddings[space].bytes().length);
      layout.precision().restore(embeddings[space], part, stored, count * dimension + space * part);
    }
    return count++;
  }

  /**
   * Adds an observation by its own memories.
   *
   * @return its row
   */
  public int add(Remembered remembered) {
    addCode(layout.codes(remembered.code(), 1), 0);
    addEmbedding(remembered.embedding(), 0);
    return count++;
  }

  /**
   * Adds memories that are held.
   *
   * @param space whose they are
   * @return the first row
   */
  public int add(Evidence evidence, int space) {
    int first = count;
    int size = layout.codeBytes();
    int held = evidence.held();
    for (int i = 0; i < held; i++) {
      addCode(evidence.codes(), i * size);
      int at = count * dimension;
      Arrays.fill(stored, at, at + dimension, Float.NaN);
      System.arraycopy(evidence.embeddings(), i * part, stored, at + space * part, part);
      noteMissing();
      count++;
    }
    return first;
  }

  private void addCode(byte[] from, int at) {
    reserveRow();
    System.arraycopy(from, at, codes, count * layout.codeBytes(), layout.codeBytes());
  }

  private void addEmbedding(float[] from, int at) {
    System.arraycopy(from, at, stored, count * dimension, dimension);
    noteMissing();
  }

  private void noteMissing() {
    for (int at = 0; at < dimension; at += part) {
      if (Float.isNaN(stored[count * dimension + at])) {
        missing.set((count * dimension + at) / part);
      }
    }
  }

  /**
   * Adds a feedback of before.
   *
   * @return the row of its observation; those of its memories follow
   */
  int add(Rehearsed example) {
    int first = count;
    int size = layout.codeBytes();
    byte[] kept = layout.codes(example.codes(), 1 + example.memories());
    for (int i = 0; i <= example.memories(); i++) {
      reserveRow();
      System.arraycopy(kept, i * size, codes, count * size, size);
      if (example.stored().length > 0) {
        addEmbedding(example.stored(), i * dimension);
      }
      count++;
    }
    return first;
  }

  /** The codes of some rows, one after the other. */
  byte[] codes(int from, int rows) {
    int size = layout.codeBytes();
    return Arrays.copyOfRange(codes, from * size, (from + rows) * size);
  }

  /** The stored embeddings of some rows, one after the other. */
  float[] stored(int from, int rows) {
    return Arrays.copyOfRange(stored, from * dimension, (from + rows) * dimension);
  }

  private void reserveRow() {
    if (codes.length < (count + 1) * layout.codeBytes()) {
      int capacity = Math.max(MIN_CAPACITY, 2 * count);
      codes = Arrays.copyOf(codes, capacity * layout.codeBytes());
      stored = Arrays.copyOf(stored, capacity * dimension);
    }
  }

  /**
   * Reinstates all rows: x̂, and f(x̂).
   *
   * @return what was computed; these rows own its arrays and change them when they are recomputed
   *     again
   */
  public RecomputedRows recompute(Network embedding) {
    reserve(embedding);
    if (count > 0) {
      codec.decode(codes, count, observations);
    }
    return forward(embedding);
  }

  /**
   * As {@link #recompute(Network)}, with observations that are given instead of decoded.
   *
   * @param x count × observation.size
   */
  RecomputedRows recompute(Network embedding, float[] x) {
    reserve(embedding);
    System.arraycopy(x, 0, observations, 0, count * embedding.inputSize());
    return forward(embedding);
  }

  private RecomputedRows forward(Network embedding) {
    if (count > 0) {
      pass.forward(observations, count, recomputed);
    }
    for (int at = missing.nextSetBit(0); at >= 0; at = missing.nextSetBit(at + 1)) {
      System.arraycopy(recomputed, at * part, stored, at * part, part);
    }
    if (codeSize > 0) {
      codec.read(codes, observations, count, codeSize, codeNumbers);
    }
    return new RecomputedRows(
        layout,
        dimension,
        count,
        stored,
        observations,
        embedding.inputSize(),
        codeNumbers,
        codeSize,
        recomputed,
        gradients,
        pass);
  }

  private void reserve(Network embedding) {
    if (network != embedding) {
      network = embedding;
      pass = embedding.newPass();
    }
    if (recomputed.length < count * dimension) {
      observations = new float[count * embedding.inputSize()];
      recomputed = new float[count * dimension];
      gradients = new float[count * dimension];
      codeNumbers = new float[count * codeSize];
    }
  }

  /** Begins anew. */
  public void clear() {
    missing.clear();
    count = 0;
  }
}
