package dev.reinstate.training;

import dev.reinstate.compute.AdaGrad;
import dev.reinstate.compute.Optimiser;
import dev.reinstate.format.Floats;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The parameters of a network in training, with the optimiser's moments and the steps made. */
final class TrainedNetwork {

  private final double clipNorm;
  private final float[] parameters;
  private final float[] first;
  private final float[] second;
  private final float[] gradient;
  private long version;
  private double norm = Double.NaN;

  TrainedNetwork(float[] parameters, double clipNorm) {
    this.clipNorm = clipNorm;
    this.parameters = parameters;
    first = new float[parameters.length];
    second = new float[parameters.length];
    gradient = new float[parameters.length];
  }

  /** Optimiser steps made. */
  long version() {
    return version;
  }

  /** Global norm of the gradient of the last step, before it was clipped; NaN before any. */
  double gradientNorm() {
    return norm;
  }

  /** The parameters; not to be changed by others. */
  float[] parameters() {
    return parameters;
  }

  /**
   * Makes a step of an optimiser with the mean of a sum of gradients, its global norm clipped.
   *
   * @return whether the step was made: a gradient that is not finite changes nothing
   */
  boolean step(Optimiser optimiser, GradientSum sum) {
    float[] sums = sum.sum();
    float count = sum.count();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = sums[i] / count;
    }
    norm = norm(gradient);
    if (!Double.isFinite(norm)) {
      return false;
    }
    if (norm > clipNorm) {
      float factor = (float) (clipNorm / norm);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= factor;
      }
    }
    version++;
    optimiser.step(version, parameters, gradient, first, second);
    return true;
  }

  /** ‖values‖, of four sums side by side, so that an addition need not wait for the one before. */
  private static double norm(float[] values) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int whole = values.length / 4 * 4;
    for (int i = 0; i < whole; i += 4) {
      s0 += square(values[i]);
      s1 += square(values[i + 1]);
      s2 += square(values[i + 2]);
      s3 += square(values[i + 3]);
    }
    for (int i = whole; i < values.length; i++) {
      s0 += square(values[i]);
    }
    return Math.sqrt((s0 + s1) + (s2 + s3));
  }

  private static double square(double value) {
    return value * value;
  }

  void save(DataOutput out) throws IOException {
    out.writeLong(version);
    Floats.write(parameters, out);
    Floats.write(first, out);
    Floats.write(second, out);
  }

  /**
   * Makes of running means of squared gradients what {@link AdaGrad} has seen of them.
   *
   * @param from the first parameter whose mean it is
   */
  void sumUp(int from) {
    for (int i = from; i < second.length; i++) {
      second[i] *= Math.min(version, AdaGrad.MEMORY);
    }
  }

  void restore(DataInput in) throws IOException {
    version = in.readLong();
    Floats.read(in, parameters);
    Floats.read(in, first);
    Floats.read(in, second);
  }
}
