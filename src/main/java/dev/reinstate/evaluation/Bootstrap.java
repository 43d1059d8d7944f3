package dev.reinstate.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Resamples scores by the block bootstrap, for confidence intervals: clusters of observations are
 * drawn with replacement, as many as there are, again and again, the same ones for all predictors,
 * so that what is common to them cancels in their differences. The seed determines all draws.
 */
final class Bootstrap {

  /** How often clusters are drawn. */
  static final int RESAMPLES = 500;

  /** Share of resamples that an interval holds. */
  static final double CONFIDENCE = .95;

  private final double[][][] scores;

  /**
   * @param predictors with the same clusters
   * @param clusters how many there are
   */
  Bootstrap(List<ClusteredScores> predictors, int clusters, long seed) {
    scores = new double[RESAMPLES][predictors.size()][];
    IntStream.range(0, RESAMPLES)
        .parallel()
        .forEach(
            r -> {
              int[] times = drawn(clusters, seed * RESAMPLES + r);
              for (int p = 0; p < predictors.size(); p++) {
                scores[r][p] = predictors.get(p).scores(times);
              }
            });
  }

  private static int[] drawn(int clusters, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] times = new int[clusters];
    for (int n = 0; n < clusters; n++) {
      times[random.nextInt(clusters)]++;
    }
    return times;
  }

  /** A predictor's score in all resamples that have one. */
  Draws score(int predictor, int measure) {
    return draws(r -> scores[r][predictor][measure]);
  }

  /** A predictor's score less another's, in all resamples that have both. */
  Draws difference(int predictor, int other, int measure) {
    return draws(r -> scores[r][predictor][measure] - scores[r][other][measure]);
  }

  private static Draws draws(IntToDoubleFunction value) {
    return new Draws(
        IntStream.range(0, RESAMPLES)
            .mapToDouble(value)
            .filter(Double::isFinite)
            .sorted()
            .toArray());
  }

  /**
   * A figure in all resamples.
   *
   * @param sorted its values
   */
  record Draws(double[] sorted) {

    /** What the middle of them holds; null where there are none. */
    @Nullable ConfidenceInterval interval() {
      double outside = (1 - CONFIDENCE) / 2;
      return sorted.length == 0
          ? null
          : new ConfidenceInterval(quantile(outside), quantile(1 - outside));
    }

    /** Between the two values that are next to it, in proportion. */
    private double quantile(double share) {
      double at = share * (sorted.length - 1);
      int below = (int) at;
      int above = Math.min(below + 1, sorted.length - 1);
      return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** Their variance; NaN where there are none. */
    double variance() {
      double mean = Arrays.stream(sorted).average().orElse(Double.NaN);
      return Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).average().orElse(Double.NaN);
    }
  }
}
