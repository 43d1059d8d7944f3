package dev.reinstate.credit;

import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.outcome.Outcome;

/** The read in its simplest form. */
public final class SimpleReads {

  private SimpleReads() {}

  public static ReadDifferentiator differentiator(
      Outcome outcome, Similarity similarity, double temperature, int k) {
    return new ReadDifferentiator(
        new ReadParameters(ReadForm.simple(outcome, similarity, temperature)), k);
  }

  public static Read read(
      float[] stored,
      float[] recomputed,
      int from,
      int dimension,
      int count,
      double[] values,
      float[] prior,
      double target) {
    return new Read(
        stored,
        recomputed,
        from,
        dimension,
        new int[] {count},
        values,
        new double[0],
        new float[0],
        0,
        new float[0],
        0,
        prior,
        new float[0],
        target);
  }

  static CreditAssigner assigner(Outcome outcome, int k) {
    return new CreditAssigner(ReadForm.simple(outcome, Similarity.UNIT_DOT, 1), k);
  }

  /** p̃, written for reading. */
  public static double[] mixture(
      Outcome outcome, double[] weights, double[] values, float[] prior) {
    double[] mixture = new double[outcome.size()];
    for (int i = 0; i < values.length; i++) {
      outcome.add(weights[i], values[i], mixture, 0);
    }
    if (values.length == 0) {
      for (int j = 0; j < mixture.length; j++) {
        mixture[j] = prior[j];
      }
    } else {
      outcome.smooth(mixture, 0, prior);
    }
    return mixture;
  }
}
