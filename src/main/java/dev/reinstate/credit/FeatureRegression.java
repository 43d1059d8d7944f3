package dev.reinstate.credit;

/**
 * A regression on own features, from the prior: p = σ(logit π + γ·(1, x_own)) for two classes,
 * softmax(log π + γ·(1, x_own)) for more, π + γ·(1, x_own) for numbers. It is learned from its own
 * loss, as if nothing else were known, so that it is soon right and follows what changes; a read
 * then combines p̃ with what its heads say, as a rate that is known beforehand. Serves one thread.
 */
final class FeatureRegression {

  private final ReadForm form;
  private final ReadLayout layout;
  private final Combination combination;
  private final double[] prior;
  private final double[] output;
  private final HeadMixture mixture;
  private final CombinationGradient gradient;

  FeatureRegression(ReadForm form, ReadLayout layout) {
    this.form = form;
    this.layout = layout;
    combination = Combination.linear(form.outcome(), 1);
    prior = new double[form.outcome().size()];
    output = new double[form.outcome().size()];
    mixture =
        new HeadMixture(
            new float[0],
            new float[0],
            new float[] {1},
            new float[form.outcome().logits()],
            new float[0]);
    gradient =
        new CombinationGradient(
            new double[prior.length], new double[1], new double[mixture.offset().length]);
  }

  /**
   * Predicts.
   *
   * @param parameters those of the read, γ among them
   * @param features array that holds the observation's features
   * @param from where they begin
   * @param to array that receives p̃
   * @param at where it goes
   */
  void predict(float[] parameters, float[] prior, float[] features, int from, float[] to, int at) {
    start(parameters, prior, features, from);
    combination.combine(this.prior, mixture, output);
    form.outcome().smooth(output, 0, prior);
    for (int i = 0; i < output.length; i++) {
      to[at + i] = (float) output[i];
    }
  }

  /**
   * Differentiates the regression's own loss.
   *
   * @param own receives the gradient with respect to γ, in the order of the read's parameters
   */
  void differentiate(
      float[] parameters, float[] prior, float[] features, int from, double target, double[] own) {
    start(parameters, prior, features, from);
    combination.differentiate(this.prior, mixture, target, gradient);
    int[] ownFeatures = form.ownFeatures();
    for (int z = 0; z < gradient.offset().length; z++) {
      int at = layout.regression(z);
      own[at] = gradient.offset()[z];
      for (int j = 0; j < ownFeatures.length; j++) {
        own[at + 1 + j] = gradient.offset()[z] * features[from + ownFeatures[j]];
      }
    }
  }

  private void start(float[] parameters, float[] prior, float[] features, int from) {
    for (int i = 0; i < prior.length; i++) {
      this.prior[i] = prior[i];
    }
    int[] ownFeatures = form.ownFeatures();
    for (int z = 0; z < mixture.offset().length; z++) {
      int at = layout.regression(z);
      double sum = parameters[at];
      for (int j = 0; j < ownFeatures.length; j++) {
        sum += (double) parameters[at + 1 + j] * features[from + ownFeatures[j]];
      }
      mixture.offset()[z] = (float) sum;
    }
  }
}
