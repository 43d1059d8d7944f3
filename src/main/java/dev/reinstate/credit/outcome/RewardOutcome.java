package dev.reinstate.credit.outcome;

/**
 * Values are rewards: r = Σ a_i v_i is the logit of the probability that the reward is positive.
 * With y = 1 for a positive target and 0 else: L = softplus(−(2y−1) r), u_i = (σ(r)−y) v_i. The
 * prior is a logit.
 */
public final class RewardOutcome extends NumberOutcome {

  @Override
  public double loss(double[] mixture, double target) {
    return Logistic.loss(mixture[0], target > 0);
  }

  @Override
  public void gradient(double[] mixture, double target, double[] gradient) {
    gradient[0] = Logistic.sigmoid(mixture[0]) - (target > 0 ? 1 : 0);
  }

  @Override
  public float[] prediction(double[] mixture) {
    return new float[] {(float) Logistic.sigmoid(mixture[0])};
  }

  @Override
  public String allowed() {
    return super.allowed() + ", positive for success";
  }
}
