package dev.reinstate.learner;

import java.util.Arrays;

/**
 * What the autoencoder's trainer needs of a few observations: the sum of their gradients, of their
 * squared errors, and the sums that their variance follows from.
 *
 * @param gradient how many observations, and Σ ∂(mean squared error)/∂parameters
 * @param moments Σ of each feature, then Σ‖x‖², then Σ‖x̂ − x‖²: observation.size + 2 numbers
 */
record AutoencoderSum(GradientSum gradient, double[] moments) {

  AutoencoderSum(int parameters, int features) {
    this(new GradientSum(parameters), new double[features + 2]);
  }

  public int count() {
    return gradient.count();
  }

  void counted(float[] x, int from, double squaredError) {
    int features = moments.length - 2;
    double squares = moments[features];
    for (int i = 0; i < features; i++) {
      float value = x[from + i];
      moments[i] += value;
      squares += (double) value * value;
    }
    moments[features] = squares;
    moments[features + 1] += squaredError;
    gradient.counted();
  }

  void add(AutoencoderSum other) {
    gradient.add(other.gradient);
    addMoments(other.moments);
  }

  void addMoments(double[] more) {
    for (int i = 0; i < moments.length; i++) {
      moments[i] += more[i];
    }
  }

  void clear() {
    gradient.clear();
    Arrays.fill(moments, 0);
  }
}
