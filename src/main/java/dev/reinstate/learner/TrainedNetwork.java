package dev.reinstate.learner;

import dev.reinstate.compute.Optimiser;
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
    double squared = 0;
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = sum.sum()[i] / sum.count();
      squared += (double) gradient[i] * gradient[i];
    }
    norm = Math.sqrt(squared);
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

  void save(DataOutput out) throws IOException {
    out.writeLong(version);
    Floats.write(parameters, out);
    Floats.write(first, out);
    Floats.write(second, out);
  }

  void restore(DataInput in) throws IOException {
    version = in.readLong();
    Floats.read(in, parameters);
    Floats.read(in, first);
    Floats.read(in, second);
  }
}
