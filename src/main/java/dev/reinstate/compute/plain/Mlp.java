package dev.reinstate.compute.plain;

import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.Network;

/**
 * A multilayer perceptron in Java: the reference provider. Each layer is a product of matrices.
 *
 * <p>An entry of a product is summed in the order of its terms, and a sum over rows in the order of
 * the rows, so that no bit depends on how rows are batched or on the processor's vectors.
 */
public final class Mlp implements Network {

  /** With their activations they fit the processor's second-level cache. */
  private static final int ROWS_AT_ONCE = 2 * MlpPass.BLOCK;

  private final MlpShape shape;
  private final Kernel kernel;
  private final float[] parameters;
  private final Layer[] layers;
  private final MlpPass scratch;

  public Mlp(MlpShape shape) {
    this(shape, Kernel.fastest());
  }

  Mlp(MlpShape shape, Kernel kernel) {
    this.shape = shape;
    this.kernel = kernel;
    parameters = new float[shape.parameterCount()];
    layers = new Layer[shape.layers()];
    int offset = 0;
    for (int layer = 0; layer < layers.length; layer++) {
      int in = shape.sizes()[layer];
      int out = shape.sizes()[layer + 1];
      layers[layer] = new Layer(kernel, in, out, parameters, offset);
      offset += layers[layer].parameterCount();
    }
    scratch = newPass();
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
  public int rowsAtOnce() {
    return ROWS_AT_ONCE;
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
    for (Layer layer : layers) {
      layer.parametersChanged();
    }
  }

  @Override
  public void forward(float[] x, int rows, float[] out) {
    for (int from = 0; from < rows; from += MlpPass.BLOCK) {
      int count = Math.min(MlpPass.BLOCK, rows - from);
      scratch.begin(count);
      scratch.forward(x, from, 0, count, out);
    }
  }

  @Override
  public MlpPass newPass() {
    return new MlpPass(shape, kernel, layers);
  }
}
