package dev.reinstate.evaluation;

import dev.reinstate.evaluation.metric.Calibration;
import dev.reinstate.evaluation.metric.Metrics;
import dev.reinstate.evaluation.metric.Metrics.Breakdown;
import dev.reinstate.evaluation.metric.Score;
import dev.reinstate.evaluation.metric.ScoreSums;
import dev.reinstate.evaluation.metric.TimeSlice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metrics of predictors on the same scored rows. */
final class Scoring {

  private final boolean complete;
  private final @Nullable Predictor noChange;
  private final List<ScoredRow> rows;
  private final Map<String, List<ScoredRow>> groups;
  private final List<ScoreSlices.Range> windows;
  private final List<ScoreSlices.Range> byDelay;
  private final Map<String, List<ScoredRow>> byKey;

  /**
   * @param noChange the baseline of that name, or null where there is none
   */
  Scoring(ScoredRows scored, @Nullable Predictor noChange) {
    this.complete = scored.oneIn() == 1;
    this.noChange = noChange;
    rows = scored.inOrder();
    groups = ScoreSlices.groups(rows);
    windows = ScoreSlices.windows(rows);
    byDelay = ScoreSlices.byDelay(rows);
    byKey = ScoreSlices.byKey(rows);
  }

  Metrics metrics(Predictor predictor) {
    // what needs no ranking counts all rows, also where not all are kept; where they are, in the
    // order of the observations, so that the bits do not depend on when predictions came
    ScoreSums sums = complete ? predictor.sums(rows) : predictor.running();
    Score all = sums.toScore(predictor.ranking(rows), noChangeAccuracy());
    Map<String, Metrics> byGroup = groups.isEmpty() ? null : new LinkedHashMap<>();
    groups.forEach((name, own) -> byGroup.put(name, ofGroup(predictor, own)));
    Map<String, Score> keys = new LinkedHashMap<>();
    byKey.forEach((key, own) -> keys.put(key, score(predictor, own)));
    return Metrics.of(
        all,
        score(predictor, ScoreSlices.lastFifth(rows)),
        score(predictor, ScoreSlices.secondHalf(rows)),
        byGroup,
        reliability(sums),
        new Breakdown(slices(predictor, windows), slices(predictor, byDelay), keys));
  }

  private Metrics ofGroup(Predictor predictor, List<ScoredRow> own) {
    return Metrics.of(
        score(predictor, own),
        score(predictor, ScoreSlices.lastFifth(own)),
        score(predictor, ScoreSlices.secondHalf(own)),
        null,
        null,
        Breakdown.NONE);
  }

  private static @Nullable List<Calibration.Bin> reliability(ScoreSums sums) {
    List<Calibration.Bin> curve = sums.calibration().curve();
    return curve.isEmpty() ? null : curve;
  }

  private List<TimeSlice> slices(Predictor predictor, List<ScoreSlices.Range> ranges) {
    List<TimeSlice> slices = new ArrayList<>();
    for (ScoreSlices.Range range : ranges) {
      slices.add(new TimeSlice(range.from(), range.to(), score(predictor, range.rows())));
    }
    return slices;
  }

  private Score score(Predictor predictor, List<ScoredRow> some) {
    return predictor.sums(some).toScore(predictor.ranking(some), noChangeAccuracy(some));
  }

  private double noChangeAccuracy() {
    return complete || noChange == null ? noChangeAccuracy(rows) : noChange.running().accuracy();
  }

  private double noChangeAccuracy(List<ScoredRow> some) {
    return noChange == null ? Double.NaN : noChange.sums(some).accuracy();
  }
}
