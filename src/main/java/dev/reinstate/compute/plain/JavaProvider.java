package dev.reinstate.compute.plain;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.NetworkProvider;
import dev.reinstate.compute.SquareProduct;

/** Networks in plain Java. */
final class JavaProvider implements NetworkProvider {

  @Override
  public Network mlp(MlpShape shape) {
    return new Mlp(shape);
  }

  /** By way of a layer, whose work is a product. */
  @Override
  public SquareProduct product(int size) {
    Mlp layer =
        Mlp.initialised(new MlpShape(new int[] {size, size}, Activation.RELU, Output.LINEAR), 1);
    float[] x = new float[size * size];
    float[] y = new float[size * size];
    return () -> layer.forward(x, size, y);
  }
}
