package dev.reinstate.compute;

import dev.reinstate.compute.MlpShape.Output;
import java.util.Arrays;

/**
 * A multilayer perceptron in plain Java: the reference provider. All inner loops run over
 * contiguous arrays without a reduction, which is the form that the JIT compiler turns into vector
 * instructions without changing a bit of the result.
 */
public final class Mlp implements Network {

  /** Keeps o/‖o‖ finite. */
  private static final float SMALLEST_NORM = 1e-8f;

  private final MlpShape shape;
  private final float[] parameters;

  /** Per layer: the weights as [in][out], which forward needs contiguous in out. */
  private final float[][] transposed;

  /** Activations of one row, per layer; [0] is the input. */
  private final float[][] activations;

  /** Gradients with respect to one row's sums, per layer. */
  private final float[][] deltas;

  private final int[] offsets;

  public Mlp(MlpShape shape) {
    this.shape = shape;
    int layers = shape.layers();
    parameters = new float[shape.parameterCount()];
    transposed = new float[layers][];
    activations = new float[layers + 1][];
    deltas = new float[layers + 1][];
    offsets = new int[layers];
    int offset = 0;
    for (int layer = 0; layer <= layers; layer++) {
      activations[layer] = new float[shape.sizes()[layer]];
      deltas[layer] = new float[shape.sizes()[layer]];
      if (layer < layers) {
        int in = shape.sizes()[layer];
        int out = shape.sizes()[layer + 1];
        transposed[layer] = new float[in * out];
        offsets[layer] = offset;
        offset += out * (in + 1);
      }
    }
  }

  /** A network with initial parameters. */
  public static Mlp initialised(MlpShape shape, long seed) {
    Mlp mlp = new Mlp(shape);
    mlp.writeParameters(shape.initialParameters(seed));
    return mlp;
  }

  @Override
  public int inputSize() {
    return shape.sizes()[0];
  }

  @Override
  public int outputSize() {
    return shape.sizes()[shape.layers()];
  }

  @Override
  public int parameterCount() {
    return parameters.length;
  }

  @Override
  public void readParameters(float[] to) {
    System.arraycopy(parameters, 0, to, 0, parameters.length);
  }

  @Override
  public void writeParameters(float[] from) {
    System.arraycopy(from, 0, parameters, 0, parameters.length);
    for (int layer = 0; layer < shape.layers(); layer++) {
      int in = shape.sizes()[layer];
      int out = shape.sizes()[layer + 1];
      for (int o = 0; o < out; o++) {
        for (int i = 0; i < in; i++) {
          transposed[layer][i * out + o] = parameters[offsets[layer] + o * in + i];
        }
      }
    }
  }

  @Override
  public void forward(float[] x, int rows, float[] out) {
    int outSize = outputSize();
    for (int row = 0; row < rows; row++) {
      forwardRow(x, row * inputSize());
      float[] last = activations[shape.layers()];
      if (shape.output() == Output.UNIT) {
        int part = outSize / shape.parts();
        for (int at = 0; at < outSize; at += part) {
          scale(last, at, part, 1 / norm(last, at, part));
        }
      }
      System.arraycopy(last, 0, out, row * outSize, outSize);
    }
  }

  @Override
  public void backward(float[] x, int rows, float[] dOut, float[] gradientSum, float[] dIn) {
    int layers = shape.layers();
    int inSize = inputSize();
    for (int row = 0; row < rows; row++) {
      forwardRow(x, row * inSize);
      outputDelta(dOut, row * outputSize());
      for (int layer = layers - 1; layer >= 0; layer--) {
        addWeightGradients(layer, gradientSum);
        if (layer > 0) {
          propagate(layer, deltas[layer], 0);
          throughActivation(activations[layer], deltas[layer]);
        } else if (dIn != null) {
          propagate(0, dIn, row * inSize);
        }
      }
    }
  }

  /** Leaves the activations of one row behind; the last layer's are not yet normalised. */
  private void forwardRow(float[] x, int from) {
    System.arraycopy(x, from, activations[0], 0, activations[0].length);
    int layers = shape.layers();
    for (int layer = 0; layer < layers; layer++) {
      float[] in = activations[layer];
      float[] out = activations[layer + 1];
      System.arraycopy(parameters, offsets[layer] + in.length * out.length, out, 0, out.length);
      float[] weights = transposed[layer];
      for (int i = 0; i < in.length; i++) {
        addScaled(in[i], weights, i * out.length, out, 0, out.length);
      }
      if (layer < layers - 1) {
        activate(shape.hidden(), out);
      } else if (shape.output() == Output.TANH) {
        activate(Activation.TANH, out);
      }
    }
  }

  private static void activate(Activation activation, float[] values) {
    if (activation == Activation.RELU) {
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.max(values[i], 0f);
      }
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) Math.tanh(values[i]);
      }
    }
  }

  /** ∂L/∂sums of the last layer from ∂L/∂out. */
  private void outputDelta(float[] dOut, int from) {
    int layers = shape.layers();
    float[] out = activations[layers];
    float[] delta = deltas[layers];
    System.arraycopy(dOut, from, delta, 0, delta.length);
    switch (shape.output()) {
      case LINEAR -> {}
      case TANH -> tanhDelta(out, delta);
      case UNIT -> {
        int part = out.length / shape.parts();
        for (int at = 0; at < out.length; at += part) {
          unitDelta(out, at, part, delta);
        }
      }
    }
  }

  /** The Jacobian of o/‖o‖ is (I − f fᵀ)/‖o‖. */
  private static void unitDelta(float[] out, int at, int size, float[] delta) {
    float inverse = 1 / norm(out, at, size);
    scale(out, at, size, inverse);
    float along = 0;
    for (int i = at; i < at + size; i++) {
      along += out[i] * delta[i];
    }
    for (int i = at; i < at + size; i++) {
      delta[i] = (delta[i] - along * out[i]) * inverse;
    }
  }

  private void throughActivation(float[] activation, float[] delta) {
    if (shape.hidden() == Activation.RELU) {
      for (int i = 0; i < delta.length; i++) {
        delta[i] = activation[i] > 0 ? delta[i] : 0;
      }
    } else {
      tanhDelta(activation, delta);
    }
  }

  private static void tanhDelta(float[] activation, float[] delta) {
    for (int i = 0; i < delta.length; i++) {
      delta[i] *= 1 - activation[i] * activation[i];
    }
  }

  private void addWeightGradients(int layer, float[] gradientSum) {
    float[] in = activations[layer];
    float[] delta = deltas[layer + 1];
    int biases = offsets[layer] + in.length * delta.length;
    for (int o = 0; o < delta.length; o++) {
      float d = delta[o];
      if (d != 0) {
        addScaled(d, in, 0, gradientSum, offsets[layer] + o * in.length, in.length);
        gradientSum[biases + o] += d;
      }
    }
  }

  /** Wᵀ delta. */
  private void propagate(int layer, float[] to, int at) {
    int in = shape.sizes()[layer];
    float[] delta = deltas[layer + 1];
    Arrays.fill(to, at, at + in, 0);
    for (int o = 0; o < delta.length; o++) {
      float d = delta[o];
      if (d != 0) {
        addScaled(d, parameters, offsets[layer] + o * in, to, at, in);
      }
    }
  }

  private static void addScaled(float a, float[] x, int xFrom, float[] y, int yFrom, int n) {
    for (int i = 0; i < n; i++) {
      y[yFrom + i] += a * x[xFrom + i];
    }
  }

  private static float norm(float[] values, int from, int size) {
    float sum = 0;
    for (int i = from; i < from + size; i++) {
      sum += values[i] * values[i];
    }
    return Math.max((float) Math.sqrt(sum), SMALLEST_NORM);
  }

  private static void scale(float[] values, int from, int size, float factor) {
    for (int i = from; i < from + size; i++) {
      values[i] *= factor;
    }
  }
}
