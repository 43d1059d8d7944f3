package dev.reinstate.compute.plain;

/**
 * A linear layer, y = W x + b. Rows of inputs and outputs lie a stride apart, which is a multiple
 * of a tile's width.
 */
final class Layer {

  private final Kernel kernel;
  private final int in;
  private final int out;
  private final int inStride;
  private final int outStride;

  /** Where W begins in the network's parameters; b follows it. */
  private final int offset;

  private final float[] parameters;
  private final float[] bias;
  private final float[] zeros;
  private final float[] sums;
  private final float[] biasSums;
  private final Panels forward;
  private final Panels backward;
  private final Panels inputs;
  private boolean forwardPacked;
  private boolean backwardPacked;

  /**
   * @param parameters of the whole network
   */
  Layer(Kernel kernel, int in, int out, float[] parameters, int offset) {
    this.kernel = kernel;
    this.in = in;
    this.out = out;
    this.parameters = parameters;
    this.offset = offset;
    inStride = Panels.roundUp(in, kernel.columns());
    outStride = Panels.roundUp(out, kernel.columns());
    bias = new float[outStride];
    zeros = new float[inStride];
    sums = new float[outStride * inStride];
    biasSums = new float[outStride];
    forward = new Panels(kernel, out);
    backward = new Panels(kernel, in);
    inputs = new Panels(kernel, in);
  }

  int parameterCount() {
    return out * (in + 1);
  }

  /** Must follow every change of the parameters. */
  void parametersChanged() {
    forwardPacked = false;
    backwardPacked = false;
  }

  /** Computes y of rows. */
  void forward(Strided x, int rows, Strided y) {
    if (!forwardPacked) {
      forward.pack(new Strided(parameters, offset, 1, in), in);
      System.arraycopy(parameters, offset + out * in, bias, 0, out);
      forwardPacked = true;
    }
    forward.multiply(x, rows, Strided.rows(bias, 0), y);
  }

  /** Computes dx = Wᵀ dy. */
  void backward(float[] dy, int rows, float[] dx) {
    if (!backwardPacked) {
      backward.pack(new Strided(parameters, offset, in, 1), out);
      backwardPacked = true;
    }
    backward.multiply(
        Strided.rows(dy, outStride), rows, Strided.rows(zeros, 0), Strided.rows(dx, inStride));
  }

  /** Begins a sum of gradients: what follows is added to it, in the order of rows. */
  void beginSum(float[] gradientSum) {
    for (int o = 0; o < out; o++) {
      System.arraycopy(gradientSum, offset + o * in, sums, o * inStride, in);
    }
    System.arraycopy(gradientSum, offset + out * in, biasSums, 0, out);
  }

  /** Adds Σ dy xᵀ and, for the biases, Σ dy. */
  void addGradients(Strided x, float[] dy, int rows) {
    inputs.take(x, rows);
    Strided to = Strided.rows(sums, inStride);
    inputs.multiply(Strided.rows(dy, outStride).transposed(), out, to, to);
    kernel.addRows(dy, outStride, rows, biasSums);
  }

  /** Returns the sum. */
  void endSum(float[] gradientSum) {
    for (int o = 0; o < out; o++) {
      System.arraycopy(sums, o * inStride, gradientSum, offset + o * in, in);
    }
    System.arraycopy(biasSums, 0, gradientSum, offset + out * in, out);
  }

  int inStride() {
    return inStride;
  }

  int outStride() {
    return outStride;
  }
}
