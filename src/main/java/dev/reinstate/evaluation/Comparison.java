package dev.reinstate.evaluation;

import dev.reinstate.evaluation.Bootstrap.Draws;
import dev.reinstate.evaluation.metric.Measure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How runs on the same stream differ from each other and from the baselines, and how much of that
 * may be luck. The names are those of the summary.
 *
 * @param observations that all runs have scored, and that are kept; the figures are of these
 * @param resamples how often blocks, and keys, were drawn
 * @param confidence share of resamples that an interval holds
 * @param blocks of event time, which are drawn for {@code byTime}
 * @param blockMillis how long one is
 * @param keys which are drawn for {@code byKey}
 * @param scores of runs and of the first run's baselines, by name and measure
 * @param runs runs against runs: each against the first, and where there are no more than four each
 *     against all before it
 * @param baselines runs against the first run's baselines
 */
public record Comparison(
    long observations,
    int resamples,
    double confidence,
    int blocks,
    long blockMillis,
    int keys,
    Map<String, Map<String, Estimate>> scores,
    List<Difference> runs,
    List<Difference> baselines) {

  /** So many runs are compared with each other. */
  public static final int FEW_RUNS = 4;

  /** The verdict on what cannot be compared. */
  static final String NO_VERDICT = "none";

  private static final long SEED = 1;

  /** Standard deviations of a normal distribution that hold 95 %. */
  private static final double NORMAL = 1.96;

  /**
   * @param value of the score
   * @param byTime its interval by blocks of event time; null with fewer than five
   * @param byKey its interval by keys, likewise
   * @param byBoth its interval by blocks and keys at once; null unless there are both others
   */
  public record Estimate(
      @Nullable Double value,
      @Nullable ConfidenceInterval byTime,
      @Nullable ConfidenceInterval byKey,
      @Nullable ConfidenceInterval byBoth) {}

  /**
   * @param run whose scores they are
   * @param against what they are compared with
   * @param measures the differences by measure
   */
  public record Difference(String run, String against, Map<String, Delta> measures) {}

  /**
   * @param difference the run's score less the other's
   * @param byTime its interval by blocks of event time; null with fewer than five
   * @param byKey its interval by keys, likewise
   * @param byBoth its interval by blocks and keys at once; null unless there are both others
   * @param verdict {@code better} or {@code worse} where no interval holds 0, {@code same} where
   *     nothing differs, else {@code unclear}; {@code none} where the runs have different defaults
   *     for feedback that does not come, and so other labels
   */
  public record Delta(
      @Nullable Double difference,
      @Nullable ConfidenceInterval byTime,
      @Nullable ConfidenceInterval byKey,
      @Nullable ConfidenceInterval byBoth,
      String verdict) {}

  /** Whether runs that have different labels are among them. */
  public boolean lacksVerdicts() {
    return Stream.concat(runs.stream(), baselines.stream())
        .flatMap(difference -> difference.measures().values().stream())
        .anyMatch(delta -> delta.verdict().equals(NO_VERDICT));
  }

  /** Why there is no verdict on some of them. */
  public static String whyNoVerdict() {
    return "none: no verdict, since the runs take feedback that does not come for different things"
        + " (feedback.default-after, feedback.default-target), and what only one of them has scored is"
        + " left out; give all the same default";
  }

  /**
   * Compares runs.
   *
   * @param runs each with its baselines; those of the first are compared
   */
  public static Comparison of(List<ScoredSample> runs) {
    return of(runs, SEED);
  }

  static Comparison of(List<ScoredSample> runs, long seed) {
    List<ScoredSample> shared = runs.stream().map(run -> run.sharedWith(runs)).toList();
    ScoredSample first = shared.get(0);
    List<String> names = new ArrayList<>();
    List<float[]> outputs = new ArrayList<>();
    for (ScoredSample run : shared) {
      names.add(run.names().get(0));
      outputs.add(run.outputs(0));
    }
    for (int b = 1; b < first.names().size(); b++) {
      names.add(first.names().get(b));
      outputs.add(first.outputs(b));
    }
    return new Paired(shared, outputs, seed).comparison(names);
  }

  /** The figures of predictors on the same observations. */
  private static final class Paired {

    private final List<ScoredSample> runs;
    private final ScoredSample sample;
    private final List<Measure> measures;
    private final double[][] scores;
    private final long blockMillis;
    private final Clusters time;
    private final Clusters key;
    private final @Nullable Bootstrap byTime;
    private final @Nullable Bootstrap byKey;
    private final @Nullable Bootstrap byCell;

    private Paired(List<ScoredSample> runs, List<float[]> outputs, long seed) {
      this.runs = runs;
      sample = runs.get(0);
      measures = Measure.of(sample.outcomes());
      blockMillis = blockMillis(sample);
      time = Clusters.byTime(sample, blockMillis);
      key = Clusters.byKey(sample);
      Clusters one = new Clusters(new int[sample.size()], 1);
      scores =
          outputs.stream()
              .map(own -> new ClusteredScores(sample, own, one).scores(new int[] {1}))
              .toArray(double[][]::new);
      byTime = bootstrap(outputs, time, seed);
      byKey = bootstrap(outputs, key, seed);
      byCell =
          byTime == null || byKey == null
              ? null
              : bootstrap(outputs, Clusters.byBoth(time, key), seed);
    }

    private static long blockMillis(ScoredSample sample) {
      long first = Long.MAX_VALUE;
      long last = Long.MIN_VALUE;
      for (int i = 0; i < sample.size(); i++) {
        first = Math.min(first, sample.time(i));
        last = Math.max(last, sample.time(i));
      }
      return sample.size() == 0 ? 1 : ScoreSlices.windowLength(first, last);
    }

    private @Nullable Bootstrap bootstrap(List<float[]> outputs, Clusters clusters, long seed) {
      return clusters.suffice()
          ? new Bootstrap(
              outputs.stream().map(own -> new ClusteredScores(sample, own, clusters)).toList(),
              clusters.count(),
              seed)
          : null;
    }

    private Comparison comparison(List<String> names) {
      int runs = this.runs.size();
      Map<String, Map<String, Estimate>> estimates = new LinkedHashMap<>();
      List<Difference> between = new ArrayList<>();
      List<Difference> baselines = new ArrayList<>();
      for (int p = 0; p < names.size(); p++) {
        estimates.put(names.get(p), estimates(p));
      }
      for (int run = 1; run < runs; run++) {
        for (int other = 0; other < (runs <= FEW_RUNS ? run : 1); other++) {
          between.add(new Difference(names.get(run), names.get(other), deltas(run, other)));
        }
      }
      for (int run = 0; run < runs; run++) {
        for (int b = runs; b < names.size(); b++) {
          baselines.add(new Difference(names.get(run), names.get(b), deltas(run, b)));
        }
      }
      return new Comparison(
          sample.size(),
          Bootstrap.RESAMPLES,
          Bootstrap.CONFIDENCE,
          time.count(),
          blockMillis,
          key.count(),
          estimates,
          between,
          baselines);
    }

    private Map<String, Estimate> estimates(int predictor) {
      Map<String, Estimate> estimates = new LinkedHashMap<>();
      for (int m = 0; m < measures.size(); m++) {
        int measure = m;
        double score = scores[predictor][m];
        Function<Bootstrap, Draws> draws = luck -> luck.score(predictor, measure);
        estimates.put(
            measures.get(m).field(),
            new Estimate(
                finite(score),
                interval(byTime, draws),
                interval(byKey, draws),
                both(score, draws)));
      }
      return estimates;
    }

    private Map<String, Delta> deltas(int predictor, int other) {
      Map<String, Delta> deltas = new LinkedHashMap<>();
      for (int m = 0; m < measures.size(); m++) {
        int measure = m;
        double difference = scores[predictor][m] - scores[other][m];
        Function<Bootstrap, Draws> draws = luck -> luck.difference(predictor, other, measure);
        ConfidenceInterval ofTime = interval(byTime, draws);
        ConfidenceInterval ofKey = interval(byKey, draws);
        ConfidenceInterval ofBoth = both(difference, draws);
        deltas.put(
            measures.get(m).field(),
            new Delta(
                finite(difference),
                ofTime,
                ofKey,
                ofBoth,
                sameLabels(predictor, other)
                    ? verdict(measures.get(m), finite(difference), ofTime, ofKey, ofBoth)
                    : NO_VERDICT));
      }
      return deltas;
    }

    /** Baselines are those of the first run. */
    private boolean sameLabels(int predictor, int other) {
      return runs.get(predictor).isLabelledAs(runs.get(other < runs.size() ? other : 0));
    }

    private static @Nullable ConfidenceInterval interval(
        @Nullable Bootstrap luck, Function<Bootstrap, Draws> draws) {
      return luck == null ? null : draws.apply(luck).interval();
    }

    /**
     * Two-way clustering (Cameron, Gelbach and Miller, Journal of Business and Economic Statistics
     * 29, 2011): the variances by time and by key, less that of the cells, which both have counted.
     */
    private @Nullable ConfidenceInterval both(double value, Function<Bootstrap, Draws> draws) {
      if (byCell == null) {
        return null;
      }
      double ofTime = draws.apply(byTime).variance();
      double ofKey = draws.apply(byKey).variance();
      double ofBoth = ofTime + ofKey - draws.apply(byCell).variance();
      double half = NORMAL * Math.sqrt(Math.max(ofBoth, Math.max(ofTime, ofKey)));
      return Double.isFinite(half) ? new ConfidenceInterval(value - half, value + half) : null;
    }

    private static String verdict(
        Measure measure, @Nullable Double difference, ConfidenceInterval... intervals) {
      boolean above = difference != null;
      boolean below = difference != null;
      boolean any = false;
      boolean zero = difference != null && difference == 0;
      for (ConfidenceInterval interval : intervals) {
        if (interval != null) {
          any = true;
          above &= interval.low() > 0;
          below &= interval.high() < 0;
          zero &= interval.low() == 0 && interval.high() == 0;
        }
      }
      if (any && (above || below)) {
        return above == measure.moreIsBetter() ? "better" : "worse";
      }
      return zero ? "same" : "unclear";
    }

    private static @Nullable Double finite(double score) {
      return Double.isFinite(score) ? score : null;
    }
  }
}
