package dev.reinstate.evaluation;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.evaluation.metric.Measure;
import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.evaluation.metric.RocArea;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One predictor's scores where each cluster of observations counts a given number of times. Made
 * once, so that a resample costs a sum over the clusters, and for the AUC one pass without sorting.
 */
final class ClusteredScores {

  private static final int NEW_SCORE = 1;
  private static final int POSITIVE = 2;
  private static final int CLUSTER = 2;

  private final List<Measure> measures;
  private final double[][] sums;
  private final long[] counts;

  /** By rising score: the cluster, whether it is a positive, whether the score is a new one. */
  private final int @Nullable [] ranked;

  /**
   * @param outputs of the predictor for all of the sample
   */
  ClusteredScores(ScoredSample sample, float[] outputs, Clusters clusters) {
    PredictionTask outcomes = sample.outcomes();
    measures = Measure.of(outcomes);
    sums = new double[measures.size()][clusters.count()];
    counts = new long[clusters.count()];
    for (int i = 0; i < sample.size(); i++) {
      int cluster = clusters.of()[i];
      counts[cluster]++;
      for (int m = 0; m < sums.length; m++) {
        sums[m][cluster] +=
            score(measures.get(m), outcomes, outputs, i * outcomes.width(), sample.target(i));
      }
    }
    ranked = measures.contains(Measure.AUC) ? ranked(sample, outputs, clusters) : null;
  }

  private static double score(
      Measure measure, PredictionTask outcomes, float[] outputs, int at, double target) {
    if (outcomes.target() == Target.VALUE) {
      double error = outputs[at] - target;
      return measure == Measure.RMSE ? error * error : Math.abs(error);
    }
    int label = outcomes.label(target);
    return switch (measure) {
      case LOG_LOSS -> outcomes.logLoss(outputs, at, label);
      case ACCURACY -> outcomes.choice(outputs, at) == label ? 1 : 0;
      case BRIER -> outcomes.brier(outputs, at, label);
      default -> 0;
    };
  }

  private static int[] ranked(ScoredSample sample, float[] outputs, Clusters clusters) {
    PredictionTask outcomes = sample.outcomes();
    long[] order = new long[sample.size()];
    for (int i = 0; i < order.length; i++) {
      // probabilities are not negative, so their bits sort as they do
      float score = outputs[(i + 1) * outcomes.width() - 1] + 0f;
      order[i] = ((long) Float.floatToIntBits(score) << Integer.SIZE) | i;
    }
    Arrays.sort(order);
    int[] ranked = new int[order.length];
    for (int r = 0; r < order.length; r++) {
      int i = (int) order[r];
      boolean isNew = r == 0 || order[r] >> Integer.SIZE != order[r - 1] >> Integer.SIZE;
      ranked[r] =
          clusters.of()[i] << CLUSTER
              | (outcomes.label(sample.target(i)) == 1 ? POSITIVE : 0)
              | (isNew ? NEW_SCORE : 0);
    }
    return ranked;
  }

  /**
   * The scores by measure; NaN where there are none.
   *
   * @param times how often each cluster counts
   */
  double[] scores(int[] times) {
    double count = 0;
    for (int c = 0; c < times.length; c++) {
      count += (double) times[c] * counts[c];
    }
    double[] scores = new double[sums.length];
    for (int m = 0; m < scores.length; m++) {
      double sum = 0;
      for (int c = 0; c < times.length; c++) {
        sum += times[c] * sums[m][c];
      }
      scores[m] =
          switch (measures.get(m)) {
            case AUC -> auc(times);
            case RMSE -> Math.sqrt(sum / count);
            default -> sum / count;
          };
    }
    return scores;
  }

  private double auc(int[] times) {
    RocArea roc = new RocArea();
    long tiedPositives = 0;
    long tiedNegatives = 0;
    for (int row : ranked) {
      if ((row & NEW_SCORE) != 0) {
        roc.add(tiedPositives, tiedNegatives);
        tiedPositives = 0;
        tiedNegatives = 0;
      }
      int weight = times[row >> CLUSTER];
      if ((row & POSITIVE) != 0) {
        tiedPositives += weight;
      } else {
        tiedNegatives += weight;
      }
    }
    roc.add(tiedPositives, tiedNegatives);
    return roc.area();
  }
}
