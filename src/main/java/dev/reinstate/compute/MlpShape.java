package dev.reinstate.compute;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The shape of a multilayer perceptron. Parameters lie layer by layer: the weights, row-major
 * [out][in], then the biases; y = W x + b.
 *
 * @param sizes numbers in the input, in each hidden layer and in the output; at least two, each at
 *     least 1
 * @param hidden activation of the hidden layers
 * @param output what is applied to the last layer's sums
 * @param parts equal parts of the output, each of which is made unit by itself; divides its size
 */
public record MlpShape(int[] sizes, Activation hidden, Output output, int parts) {

  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  /** What is applied to the last layer's sums. */
  public enum Output {
    /** Nothing. */
    LINEAR,
    /** tanh of each. */
    TANH,
    /** The row, or each part of it, is divided by its length: o/‖o‖. */
    UNIT
  }

  public MlpShape {
    if (sizes.length < 2 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "a network needs at least an input and an output of size 1 or more, not "
              + Arrays.toString(sizes));
    }
    if (parts < 1 || sizes[sizes.length - 1] % parts != 0) {
      throw new IllegalArgumentException(
          "an output of %d cannot be divided into %d equal parts"
              .formatted(sizes[sizes.length - 1], parts));
    }
    if (parameters(sizes) > MAX_ARRAY) {
      throw new IllegalArgumentException(
          "a network of %s has %d parameters; at most %d are possible"
              .formatted(Arrays.toString(sizes), parameters(sizes), MAX_ARRAY));
    }
  }

  public MlpShape(int[] sizes, Activation hidden, Output output) {
    this(sizes, hidden, output, 1);
  }

  /** The same with an output of several parts. */
  public MlpShape withParts(int others) {
    return new MlpShape(sizes, hidden, output, others);
  }

  /** A shape with hidden layers between an input and an output. */
  public static MlpShape of(
      int input, int[] hiddenSizes, int output, Activation hidden, Output outputKind) {
    int[] sizes = new int[hiddenSizes.length + 2];
    sizes[0] = input;
    System.arraycopy(hiddenSizes, 0, sizes, 1, hiddenSizes.length);
    sizes[sizes.length - 1] = output;
    return new MlpShape(sizes, hidden, outputKind);
  }

  public int layers() {
    return sizes.length - 1;
  }

  public int parameterCount() {
    return (int) parameters(sizes);
  }

  private static long parameters(int[] sizes) {
    long count = 0;
    for (int layer = 1; layer < sizes.length; layer++) {
      count += sizes[layer] * (sizes[layer - 1] + 1L);
    }
    return count;
  }

  /** Weights and biases uniform in ±1/√(inputs of the layer). */
  public float[] initialParameters(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] parameters = new float[parameterCount()];
    int at = 0;
    for (int layer = 0; layer < layers(); layer++) {
      double bound = 1 / Math.sqrt(sizes[layer]);
      int end = at + sizes[layer + 1] * (sizes[layer] + 1);
      while (at < end) {
        parameters[at++] = (float) ((2 * random.nextDouble() - 1) * bound);
      }
    }
    return parameters;
  }
}
