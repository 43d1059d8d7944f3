package dev.reinstate.credit;

/**
 * What the target says of each memory of a recorded read, from the recorded weights and the values
 * as they are now. Keeps scratch space and serves one thread.
 */
public final class ReadCredit {

  private final Outcome outcome;
  private final double[] mixture;
  private final double[] slopes;
  private final double[] restWeights;
  private final double[] restValues;
  private final double[] credits;
  private final double[] leaveOneOut;
  private double loss;

  /**
   * @param k memories of a read at most
   */
  public ReadCredit(Outcome outcome, int k) {
    this.outcome = outcome;
    mixture = new double[outcome.size()];
    slopes = new double[k];
    restWeights = new double[k];
    restValues = new double[k];
    credits = new double[k];
    leaveOneOut = new double[k];
  }

  /**
   * Credits one read.
   *
   * @param weights a, which sum to 1
   * @param values v
   * @param prior the prior that the prediction had
   */
  public void compute(double[] weights, double[] values, int count, float[] prior, double target) {
    outcome.mix(weights, values, count, prior, mixture);
    loss = outcome.loss(mixture, target);
    outcome.slopes(mixture, target, values, count, slopes);
    double mean = 0;
    for (int i = 0; i < count; i++) {
      mean += weights[i] * slopes[i];
    }
    for (int i = 0; i < count; i++) {
      credits[i] = -weights[i] * (slopes[i] - mean);
    }
    for (int i = 0; i < count; i++) {
      leaveOneOut[i] = lossWithout(i, weights, values, count, prior, target) - loss;
    }
  }

  private double lossWithout(
      int left, double[] weights, double[] values, int count, float[] prior, double target) {
    double sum = 0;
    int rest = 0;
    for (int i = 0; i < count; i++) {
      if (i != left) {
        restWeights[rest] = weights[i];
        restValues[rest++] = values[i];
        sum += weights[i];
      }
    }
    if (sum <= 0) {
      rest = 0;
    }
    for (int i = 0; i < rest; i++) {
      restWeights[i] /= sum;
    }
    outcome.mix(restWeights, restValues, rest, prior, mixture);
    return outcome.loss(mixture, target);
  }

  /** L of the recorded read. */
  public double loss() {
    return loss;
  }

  /** −a_i(u_i − Σ a_j u_j): the first-order gain in −L per unit of the memory's logit. */
  public double credit(int i) {
    return credits[i];
  }

  /** L of the rest of the read, renormalised (for an only memory, of the empty read), less L. */
  public double leaveOneOut(int i) {
    return leaveOneOut[i];
  }
}
