package dev.reinstate.learner.reinstatement;

import dev.reinstate.compute.Dot;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.Pass;
import dev.reinstate.credit.GradientSource;
import dev.reinstate.credit.Read;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.memory.MemoryLayout;
import dev.reinstate.memory.StoredVector;
import dev.reinstate.model.Codec;
import dev.reinstate.state.Rehearsed;
import java.util.Arrays;

/**
 * Observations that are reinstated together: all are decoded, run through the embedding network and
 * differentiated in one go each. Beside each lies its embedding as it was stored. Serves one
 * thread.
 */
public final class ReinstatedRows {

  private static final int MIN_CAPACITY = 64;

  private final MemoryLayout layout;
  private final Codec codec;
  private final int dimension;
  private byte[] codes = new byte[0];
  private float[] stored = new float[0];
  private float[] observations = new float[0];
  private float[] recomputed = new float[0];
  private float[] gradients = new float[0];
  private int observationSize;
  private Network network;
  private Pass pass;
  private int count;

  /**
   * @param layout of the memories that rows come from
   * @param codec their codes' codec
   */
  public ReinstatedRows(MemoryLayout layout, Codec codec) {
    this.layout = layout;
    this.codec = codec;
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
    layout.requireCode(code.length);
    reserveRow();
    System.arraycopy(code, 0, codes, count * layout.codeBytes(), layout.codeBytes());
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
    for (int i = 0; i <= example.memories(); i++) {
      reserveRow();
      System.arraycopy(example.codes(), i * size, codes, count * size, size);
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

  /** Reinstates all rows: x̂, and f(x̂). */
  public void recompute(Network embedding) {
    reserve(embedding);
    codec.decode(codes, count, observations);
    pass.forward(observations, count, recomputed);
  }

  /**
   * Puts other observations in the place of what codes give back.
   *
   * @param x rows × observation.size
   */
  void recompute(Network embedding, float[] x) {
    reserve(embedding);
    System.arraycopy(x, 0, observations, 0, count * embedding.inputSize());
    pass.forward(observations, count, recomputed);
  }

  private void reserve(Network embedding) {
    observationSize = embedding.inputSize();
    if (network != embedding) {
      network = embedding;
      pass = embedding.newPass();
    }
    if (recomputed.length < count * dimension) {
      observations = new float[count * embedding.inputSize()];
      recomputed = new float[count * dimension];
      gradients = new float[count * dimension];
    }
  }

  /**
   * Computes the gradients of a read with respect to its rows.
   *
   * @param query row of the query; the rows after it are the memories'
   * @param memories how many
   * @param values the memories' values, at least as many
   * @param ages log1p(age/unit) of the memories, at least as many, or empty
   */
  public void differentiate(
      GradientSource source,
      int query,
      int memories,
      double[] values,
      double[] ages,
      float[] prior,
      double target) {
    source.compute(
        new Read(
            stored,
            recomputed,
            query * dimension,
            dimension,
            memories,
            values,
            ages,
            observations,
            query * observationSize,
            prior,
            target),
        gradients);
  }

  /** Sets all gradients to 0, for reads that are not differentiated. */
  void clearGradients() {
    Arrays.fill(gradients, 0);
  }

  /** Sets the gradients of some rows to 0. */
  void clearGradients(int from, int rows) {
    Arrays.fill(gradients, from * dimension, (from + rows) * dimension, 0);
  }

  /** Σ‖∂L/∂f(x̂)‖² of some rows. */
  double squaredNorm(int from, int rows) {
    return Dot.of(gradients, from * dimension, gradients, from * dimension, rows * dimension);
  }

  /** Multiplies the gradients of some rows by a weight. */
  public void scaleGradients(int from, int rows, float weight) {
    for (int i = from * dimension; i < (from + rows) * dimension; i++) {
      gradients[i] *= weight;
    }
  }

  /** Adds J(x̂)ᵀδ of all rows, as they were recomputed last, to a sum of gradients. */
  public void backward(float[] gradientSum) {
    pass.backward(gradients, gradientSum, null);
  }

  /** Copies f(x̂) of a row to dimension floats. */
  public void readRecomputed(int row, float[] to) {
    System.arraycopy(recomputed, row * dimension, to, 0, dimension);
  }

  /** f(x̂) of a row, to be stored. */
  public StoredVector fresh(int row) {
    return layout.precision().store(recomputed, row * dimension, dimension);
  }

  /** ‖δ‖ of a row; the largest float where a δ is too large for one. */
  public float gradientNorm(int row) {
    float norm = (float) Math.sqrt(dot(gradients, gradients, row * dimension));
    return norm < Float.MAX_VALUE ? norm : Float.MAX_VALUE;
  }

  /** 1 − cosine of a row's stored embedding and f(x̂); 1 where one of them is 0. */
  public float error(int row) {
    int from = row * dimension;
    double dot = dot(stored, recomputed, from);
    double norms = Math.sqrt(dot(stored, stored, from) * dot(recomputed, recomputed, from));
    return norms == 0 ? 1 : (float) (1 - dot / norms);
  }

  private double dot(float[] a, float[] b, int from) {
    return Dot.of(a, from, b, from, dimension);
  }

  /** Begins anew. */
  public void clear() {
    count = 0;
  }
}
