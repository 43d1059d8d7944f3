package dev.reinstate.credit;

/**
 * Values are rewards: r = Σ a_i v_i is the logit of the probability that the reward is positive.
 * With y = 1 for a positive target and 0 else: L = softplus(−(2y−1) r), u_i = (σ(r)−y) v_i. The
 * prior is a logit.
 */
public record RewardOutcome() implements Outcome {

  @Override
  public int size() {
    return 1;
  }

  @Override
  public void mix(double[] weights, double[] values, int count, float[] prior, double[] mixture) {
    mixture[0] = count == 0 ? prior[0] : ValueOutcome.weightedSum(weights, values, count);
  }

  @Override
  public double loss(double[] mixture, double target) {
    double z = target > 0 ? -mixture[0] : mixture[0];
    return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
  }

  @Override
  public void slopes(double[] mixture, double target, double[] values, int count, double[] u) {
    double difference = sigmoid(mixture[0]) - (target > 0 ? 1 : 0);
    for (int i = 0; i < count; i++) {
      u[i] = difference * values[i];
    }
  }

  @Override
  public float[] prediction(double[] mixture) {
    return new float[] {(float) sigmoid(mixture[0])};
  }

  private static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  @Override
  public boolean accepts(double target) {
    return Double.isFinite(target);
  }

  @Override
  public String allowed() {
    return "a finite number, positive for success";
  }
}
