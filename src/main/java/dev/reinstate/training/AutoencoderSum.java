package dev.reinstate.training;

/**
 * What the autoencoder's trainer needs of a few observations: the sum of their gradients and of
 * their squared errors.
 */
final class AutoencoderSum {

  private final GradientSum gradient;
  private double squaredError;

  AutoencoderSum(int parameters) {
    gradient = new GradientSum(parameters);
  }

  /** How many observations, and Σ ∂(mean squared error)/∂parameters. */
  GradientSum gradient() {
    return gradient;
  }

  /** Σ‖x̂ − x‖², of the features that vary. */
  double squaredError() {
    return squaredError;
  }

  int count() {
    return gradient.count();
  }

  void counted(double squaredError) {
    this.squaredError += squaredError;
    gradient.counted();
  }

  void addSquaredError(double more) {
    squaredError += more;
  }

  void clear() {
    gradient.clear();
    squaredError = 0;
  }
}
