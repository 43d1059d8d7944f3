package dev.reinstate.learner.reinstatement;

import dev.reinstate.compute.Network;
import dev.reinstate.compute.Pass;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.memory.MemoryLayout;
import dev.reinstate.memory.StoredVector;
import dev.reinstate.model.Codec;
import dev.reinstate.state.Rehearsed;
import java.util.Arrays;

/**
 * Observations to be reinstated together: all are decoded and run through the embedding network in
 * one go each. Beside each lies its embedding as it was stored. Serves one thread.
 */
public final class ReinstatedRows {

  private static final int MIN_CAPACITY = 64;

  private final MemoryLayout layout;
  private final Codec codec;
  private final int dimension;
  private final int codeSize;
  private byte[] codes = new byte[0];
  private float[] stored = new float[0];
  private float[] codeNumbers = new float[0];
  private float[] observations = new float[0];
  private float[] recomputed = new float[0];
  private float[] gradients = new float[0];
  private Network network;
  private Pass pass;
  private int count;

  /**
   * Rows whose codes no head compares.
   *
   * @param layout of the memories that rows come from
   * @param codec their codes' codec
   */
  public ReinstatedRows(MemoryLayout layout, Codec codec) {
    this(layout, codec, 0);
  }

  /**
   * @param layout of the memories that rows come from
   * @param codec their codes' codec
   * @param codeSize numbers of a code, where a head compares them; else 0
   */
  ReinstatedRows(MemoryLayout layout, Codec codec, int codeSize) {
    this.layout = layout;
    this.codec = codec;
    this.codeSize = codeSize;
    dimension = layout.dimension();
  }

  /** Rows so far. */
  public int count() {
    return count;
  }

  /**
   * Adds an observation that is not in memory.
   *
   * @return its row
   */
  public int add(StoredVector embedding, byte[] code) {
    layout.requireEmbedding(embedding.bytes().length);
    reserveRow();
    System.arraycopy(
        layout.codes(code, 1), 0, codes, count * layout.codeBytes(), layout.codeBytes());
    layout.precision().restore(embedding, dimension, stored, count * dimension);
    return count++;
  }

  /**
   * Adds a memory.
   *
   * @return its row
   */
  public int add(ExternalMemory memory, int slot) {
    reserveRow();
    memory.readCode(slot, codes, count * layout.codeBytes());
    memory.readEmbedding(slot, stored, count * dimension);
    return count++;
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
        System.arraycopy(example.stored(), i * dimension, stored, count * dimension, dimension);
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
    if (codeSize > 0) {
      codec.read(codes, observations, count, codeSize, codeNumbers);
    }
    return new RecomputedRows(
        layout,
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
    count = 0;
  }
}
