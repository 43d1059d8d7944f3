package dev.reinstate.credit.outcome;

/** Values are numbers, and so is their mixture: r = Σ a_i v_i, u_i = ∂L/∂r v_i. */
abstract sealed class NumberOutcome implements Outcome permits ValueOutcome, RewardOutcome {

  @Override
  public final int size() {
    return 1;
  }

  @Override
  public final int logits() {
    return 1;
  }

  @Override
  public final void add(double weight, double value, double[] mixtures, int at) {
    mixtures[at] += weight * value;
  }

  @Override
  public final void smooth(double[] mixtures, int at, float[] prior) {}

  @Override
  public final double smoothing() {
    return 1;
  }

  @Override
  public final double weightGradient(double[] gradient, int at, double value) {
    return gradient[at] * value;
  }

  @Override
  public final void shiftPrior(float[] prior, float[] shifts, int from, float[] to, int at) {
    to[at] = prior[0] + shifts[from];
  }

  @Override
  public final void shiftGradient(
      float[] shifted,
      double[] mixtureGradient,
      int at,
      double weight,
      double[] gradient,
      int gradientAt) {
    gradient[gradientAt] += weight * mixtureGradient[at];
  }

  @Override
  public String allowed() {
    return "a number from -%s to %s".formatted(Target.MAX_MAGNITUDE, Target.MAX_MAGNITUDE);
  }

  @Override
  public final boolean accepts(double target) {
    return Math.abs(target) <= Target.MAX_MAGNITUDE;
  }
}
