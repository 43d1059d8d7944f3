package dev.reinstate.compute.plain;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Pass;
import org.jspecify.annotations.Nullable;

/** The activations of an {@link Mlp}. Rows are worked on in blocks that fit the cache. */
final class MlpPass implements Pass {

  /** Rows of a block; a multiple of a tile's. */
  static final int BLOCK = 256;

  private final MlpShape shape;
  private final Kernel kernel;
  private final Layer[] layers;
  private final int inSize;
  private final int outSize;

  /** Per layer, row by row; [0] is the input. */
  private final float[][] activations;

  private final UnitRows unit;

  /** Gradients with respect to the activations of a block, per layer. */
  private final float[][] gradients;

  private int rows;

  MlpPass(MlpShape shape, Kernel kernel, Layer[] layers) {
    this.shape = shape;
    this.kernel = kernel;
    this.layers = layers;
    inSize = shape.sizes()[0];
    outSize = shape.sizes()[layers.length];
    activations = new float[layers.length + 1][0];
    gradients = new float[layers.length + 1][0];
    unit = new UnitRows(kernel, outSize / shape.parts(), shape.parts(), stride(layers.length));
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
      unit.reserve(whole);
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
    copy(x, from, inSize, activations[0], at, stride(0), count);
    for (int layer = 0; layer < layers.length; layer++) {
      layers[layer].forward(block(layer, at), count, block(layer + 1, at));
      if (layer < layers.length - 1) {
        activate(shape.hidden(), layer + 1, at, count);
      }
    }
    if (shape.output() == Output.TANH) {
      activate(Activation.TANH, layers.length, at, count);
    } else if (shape.output() == Output.UNIT) {
      unit.apply(activations[layers.length], at, count);
    }
    int last = layers.length;
    copy(activations[last], at, stride(last), out, from, outSize, count);
  }

  /** Copies rows from one stride to another; what the wider has more is left as it is. */
  private static void copy(
      float[] from, int fromRow, int stride, float[] to, int toRow, int toStride, int rows) {
    if (stride == toStride) {
      System.arraycopy(from, fromRow * stride, to, toRow * stride, rows * stride);
      return;
    }
    int size = Math.min(stride, toStride);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(from, (fromRow + row) * stride, to, (toRow + row) * toStride, size);
    }
  }

  private Strided block(int layer, int at) {
    return Strided.rows(activations[layer], stride(layer)).at(at, 0);
  }

  private void activate(Activation activation, int layer, int at, int count) {
    int from = at * stride(layer);
    int numbers = count * stride(layer);
    switch (activation) {
      case RELU -> kernel.relu(activations[layer], from, numbers);
      case TANH -> kernel.tanh(activations[layer], from, numbers);
    }
  }

  @Override
  public void backward(float[] dOut, float[] gradientSum, float @Nullable [] dIn) {
    reserveGradients();
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

  private void reserveGradients() {
    int whole = Panels.roundUp(Math.min(rows, BLOCK), kernel.rows());
    if (gradients[0].length < whole * stride(0)) {
      for (int layer = 0; layer <= layers.length; layer++) {
        gradients[layer] = new float[whole * stride(layer)];
      }
    }
  }

  private void backward(float[] dOut, int at, int count, float @Nullable [] dIn) {
    int last = layers.length;
    copy(dOut, at, outSize, gradients[last], 0, stride(last), count);
    if (shape.output() == Output.TANH) {
      throughTanh(last, at, count);
    } else if (shape.output() == Output.UNIT) {
      unit.backward(activations[last], at, gradients[last], count);
    }
    for (int layer = last - 1; layer >= 0; layer--) {
      layers[layer].addGradients(block(layer, at), gradients[layer + 1], count);
      if (layer > 0) {
        layers[layer].backward(gradients[layer + 1], count, gradients[layer]);
        throughActivation(layer, at, count);
      }
    }
    if (dIn != null) {
      layers[0].backward(gradients[1], count, gradients[0]);
      copy(gradients[0], 0, stride(0), dIn, at, inSize, count);
    }
  }

  private void throughActivation(int layer, int at, int count) {
    if (shape.hidden() == Activation.RELU) {
      int stride = stride(layer);
      kernel.reluBackward(activations[layer], at * stride, gradients[layer], count * stride);
    } else {
      throughTanh(layer, at, count);
    }
  }

  private void throughTanh(int layer, int at, int count) {
    float[] values = activations[layer];
    float[] gradient = gradients[layer];
    int from = at * stride(layer);
    for (int i = 0; i < count * stride(layer); i++) {
      gradient[i] *= 1 - values[from + i] * values[from + i];
    }
  }
}
