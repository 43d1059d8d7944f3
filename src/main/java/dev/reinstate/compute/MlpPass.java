package dev.reinstate.compute;

import dev.reinstate.compute.MlpShape.Output;

/** The activations of an {@link Mlp}. Rows are worked on in blocks that fit the cache. */
final class MlpPass implements Pass {

  /** Rows of a block; a multiple of a tile's. */
  static final int BLOCK = 256;

  /** Keeps o/‖o‖ finite. */
  private static final float SMALLEST_NORM = 1e-8f;

  private final MlpShape shape;
  private final Kernel kernel;
  private final Layer[] layers;
  private final int inSize;
  private final int outSize;

  /** Per layer, row by row; [0] is the input. */
  private final float[][] activations;

  /** 1/‖o‖ of each part of each row. */
  private float[] inverseNorms = new float[0];

  /** Gradients with respect to the activations of a block, per layer. */
  private final float[][] deltas;

  private int rows;

  MlpPass(MlpShape shape, Kernel kernel, Layer[] layers) {
    this.shape = shape;
    this.kernel = kernel;
    this.layers = layers;
    inSize = shape.sizes()[0];
    outSize = shape.sizes()[layers.length];
    activations = new float[layers.length + 1][0];
    deltas = new float[layers.length + 1][0];
  }

  private int stride(int layer) {
    return layer == 0 ? layers[0].inStride() : layers[layer - 1].outStride();
  }

  /** Makes room for rows. */
  void begin(int count) {
    rows = count;
    int whole = Panels.roundUp(count, kernel.rows());
    if (activations[0].length < whole * stride(0)) {
      for (int layer = 0; layer <= layers.length; layer++) {
        activations[layer] = new float[whole * stride(layer)];
      }
      inverseNorms = new float[whole * shape.parts()];
    }
  }

  @Override
  public void forward(float[] x, int count, float[] out) {
    begin(count);
    for (int from = 0; from < count; from += BLOCK) {
      forward(x, from, from, Math.min(BLOCK, count - from), out);
    }
  }

  /**
   * Computes a block.
   *
   * @param from its first row in x and in out
   * @param at its first row in the activations
   */
  void forward(float[] x, int from, int at, int count, float[] out) {
    for (int row = 0; row < count; row++) {
      System.arraycopy(x, (from + row) * inSize, activations[0], (at + row) * stride(0), inSize);
    }
    for (int layer = 0; layer < layers.length; layer++) {
      layers[layer].forward(block(layer, at), count, block(layer + 1, at));
      if (layer < layers.length - 1) {
        activate(shape.hidden(), layer + 1, at, count);
      }
    }
    if (shape.output() == Output.TANH) {
      activate(Activation.TANH, layers.length, at, count);
    } else if (shape.output() == Output.UNIT) {
      normalise(at, count);
    }
    for (int row = 0; row < count; row++) {
      System.arraycopy(
          activations[layers.length],
          (at + row) * stride(layers.length),
          out,
          (from + row) * outSize,
          outSize);
    }
  }

  private Strided block(int layer, int at) {
    return Strided.rows(activations[layer], stride(layer)).at(at, 0);
  }

  private void activate(Activation activation, int layer, int at, int count) {
    float[] values = activations[layer];
    int stride = stride(layer);
    if (activation == Activation.RELU) {
      kernel.rectify(values, at * stride, count * stride);
      return;
    }
    for (int row = at; row < at + count; row++) {
      for (int i = row * stride; i < row * stride + shape.sizes()[layer]; i++) {
        values[i] = (float) Math.tanh(values[i]);
      }
    }
  }

  private void normalise(int at, int count) {
    float[] out = activations[layers.length];
    int part = outSize / shape.parts();
    for (int row = at; row < at + count; row++) {
      for (int p = 0; p < shape.parts(); p++) {
        int from = row * stride(layers.length) + p * part;
        float inverse = 1 / norm(out, from, part);
        for (int i = from; i < from + part; i++) {
          out[i] *= inverse;
        }
        inverseNorms[row * shape.parts() + p] = inverse;
      }
    }
  }

  private static float norm(float[] values, int from, int size) {
    float sum = 0;
    for (int i = from; i < from + size; i++) {
      sum += values[i] * values[i];
    }
    return Math.max((float) Math.sqrt(sum), SMALLEST_NORM);
  }

  @Override
  public void backward(float[] dOut, float[] gradientSum, float[] dIn) {
    reserveDeltas();
    for (Layer layer : layers) {
      layer.beginSum(gradientSum);
    }
    for (int at = 0; at < rows; at += BLOCK) {
      backward(dOut, at, Math.min(BLOCK, rows - at), dIn);
    }
    for (Layer layer : layers) {
      layer.endSum(gradientSum);
    }
  }

  private void reserveDeltas() {
    int whole = Panels.roundUp(Math.min(rows, BLOCK), kernel.rows());
    if (deltas[0].length < whole * stride(0)) {
      for (int layer = 0; layer <= layers.length; layer++) {
        deltas[layer] = new float[whole * stride(layer)];
      }
    }
  }

  private void backward(float[] dOut, int at, int count, float[] dIn) {
    int last = layers.length;
    for (int row = 0; row < count; row++) {
      System.arraycopy(dOut, (at + row) * outSize, deltas[last], row * stride(last), outSize);
    }
    if (shape.output() == Output.TANH) {
      throughTanh(last, at, count);
    } else if (shape.output() == Output.UNIT) {
      throughNormalisation(at, count);
    }
    for (int layer = last - 1; layer >= 0; layer--) {
      layers[layer].addGradients(block(layer, at), deltas[layer + 1], count);
      if (layer > 0) {
        layers[layer].backward(deltas[layer + 1], count, deltas[layer]);
        throughActivation(layer, at, count);
      }
    }
    if (dIn != null) {
      layers[0].backward(deltas[1], count, deltas[0]);
      for (int row = 0; row < count; row++) {
        System.arraycopy(deltas[0], row * stride(0), dIn, (at + row) * inSize, inSize);
      }
    }
  }

  private void throughActivation(int layer, int at, int count) {
    if (shape.hidden() == Activation.RELU) {
      int stride = stride(layer);
      kernel.gate(activations[layer], at * stride, deltas[layer], count * stride);
    } else {
      throughTanh(layer, at, count);
    }
  }

  private void throughTanh(int layer, int at, int count) {
    float[] values = activations[layer];
    float[] delta = deltas[layer];
    int from = at * stride(layer);
    for (int i = 0; i < count * stride(layer); i++) {
      delta[i] *= 1 - values[from + i] * values[from + i];
    }
  }

  /** The Jacobian of o/‖o‖ is (I − f fᵀ)/‖o‖. */
  private void throughNormalisation(int at, int count) {
    int stride = stride(layers.length);
    float[] out = activations[layers.length];
    float[] delta = deltas[layers.length];
    int part = outSize / shape.parts();
    for (int row = 0; row < count; row++) {
      for (int p = 0; p < shape.parts(); p++) {
        int f = (at + row) * stride + p * part;
        int d = row * stride + p * part;
        float along = 0;
        for (int i = 0; i < part; i++) {
          along += out[f + i] * delta[d + i];
        }
        float inverse = inverseNorms[(at + row) * shape.parts() + p];
        for (int i = 0; i < part; i++) {
          delta[d + i] = (delta[d + i] - along * out[f + i]) * inverse;
        }
      }
    }
  }
}
