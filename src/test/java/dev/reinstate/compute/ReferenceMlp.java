package dev.reinstate.compute;

import dev.reinstate.compute.plain.Mlp;

/** A multilayer perceptron in float64, written for reading: what {@link Mlp} is checked against. */
public final class ReferenceMlp {

  private ReferenceMlp() {}

  /** f(x) of one row. */
  public static double[] forward(MlpShape shape, double[] parameters, double[] x) {
    double[] in = x;
    int at = 0;
    for (int layer = 0; layer < shape.layers(); layer++) {
      double[] out = new double[shape.sizes()[layer + 1]];
      for (int o = 0; o < out.length; o++) {
        out[o] = parameters[at + out.length * in.length + o];
        for (int i = 0; i < in.length; i++) {
          out[o] += parameters[at + o * in.length + i] * in[i];
        }
      }
      at += out.length * (in.length + 1);
      if (layer < shape.layers() - 1) {
        for (int o = 0; o < out.length; o++) {
          out[o] = shape.hidden() == Activation.RELU ? Math.max(out[o], 0) : Math.tanh(out[o]);
        }
      }
      in = out;
    }
    return finished(shape, in);
  }

  private static double[] finished(MlpShape shape, double[] sums) {
    double length = 0;
    for (double sum : sums) {
      length += sum * sum;
    }
    double[] out = new double[sums.length];
    for (int o = 0; o < out.length; o++) {
      out[o] =
          switch (shape.output()) {
            case LINEAR -> sums[o];
            case TANH -> Math.tanh(sums[o]);
            case UNIT -> sums[o] / Math.sqrt(length);
          };
    }
    return out;
  }

  public static double[] toDoubles(float[] values, int from, int size) {
    double[] doubles = new double[size];
    for (int i = 0; i < size; i++) {
      doubles[i] = values[from + i];
    }
    return doubles;
  }
}
