package dev.reinstate.credit.outcome;

/** Values are real numbers: r = Σ a_i v_i, L = (r−y)²/2, u_i = (r−y) v_i. The prior is a number. */
public final class ValueOutcome extends NumberOutcome {

  @Override
  public double loss(double[] mixture, double target) {
    double difference = mixture[0] - target;
    return difference * difference / 2;
  }

  @Override
  public void gradient(double[] mixture, double target, double[] gradient) {
    gradient[0] = mixture[0] - target;
  }

  @Override
  public float[] prediction(double[] mixture) {
    return new float[] {(float) mixture[0]};
  }
}
