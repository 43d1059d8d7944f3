package dev.reinstate.credit;

/** Values are real numbers: r = Σ a_i v_i, L = (r−y)²/2, u_i = (r−y) v_i. The prior is a number. */
public record ValueOutcome() implements Outcome {

  @Override
  public int size() {
    return 1;
  }

  @Override
  public void mix(double[] weights, double[] values, int count, float[] prior, double[] mixture) {
    mixture[0] = count == 0 ? prior[0] : weightedSum(weights, values, count);
  }

  static double weightedSum(double[] weights, double[] values, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += weights[i] * values[i];
    }
    return sum;
  }

  @Override
  public double loss(double[] mixture, double target) {
    double difference = mixture[0] - target;
    return difference * difference / 2;
  }

  @Override
  public void slopes(double[] mixture, double target, double[] values, int count, double[] u) {
    for (int i = 0; i < count; i++) {
      u[i] = (mixture[0] - target) * values[i];
    }
  }

  @Override
  public float[] prediction(double[] mixture) {
    return new float[] {(float) mixture[0]};
  }

  @Override
  public boolean accepts(double target) {
    return Double.isFinite(target);
  }

  @Override
  public String allowed() {
    return "a finite number";
  }
}
