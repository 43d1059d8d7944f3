package dev.reinstate.evaluation;

import dev.reinstate.evaluation.metric.Calibration;
import dev.reinstate.evaluation.metric.Metrics;
import dev.reinstate.evaluation.metric.Metrics.Breakdown;
import dev.reinstate.evaluation.metric.Score;
import dev.reinstate.evaluation.metric.ScoreSums;
import dev.reinstate.evaluation.metric.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metrics of predictors on the same scored rows. */
final class Scoring {

  private final boolean complete;
  private final Predictor noChange;
  private final List<Row> rows;
  private final Map<String, List<Row>> groups;
  private final List<Parts.Range> windows;
  private final List<Parts.Range> byDelay;
  private final Map<String, List<Row>> byKey;

  /**
   * @param noChange the baseline of that name, or null where there is none
   */
  Scoring(ScoredRows scored, Predictor noChange) {
    this.complete = scored.oneIn() == 1;
    this.noChange = noChange;
    rows = scored.inOrder();
    groups = Parts.groups(rows);
    windows = Parts.windows(rows);
    byDelay = Parts.byDelay(rows);
    byKey = Parts.byKey(rows);
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
        score(predictor, Parts.lastFifth(rows)),
        score(predictor, Parts.secondHalf(rows)),
        byGroup,
        reliability(sums),
        new Breakdown(slices(predictor, windows), slices(predictor, byDelay), keys));
  }

  private Metrics ofGroup(Predictor predictor, List<Row> own) {
    return Metrics.of(
        score(predictor, own),
        score(predictor, Parts.lastFifth(own)),
        score(predictor, Parts.secondHalf(own)),
        null,
        null,
        Breakdown.NONE);
  }

  private static List<Calibration.Bin> reliability(ScoreSums sums) {
    List<Calibration.Bin> curve = sums.calibration().curve();
    return curve.isEmpty() ? null : curve;
  }

  private List<Slice> slices(Predictor predictor, List<Parts.Range> ranges) {
    List<Slice> slices = new ArrayList<>();
    for (Parts.Range range : ranges) {
      slices.add(new Slice(range.from(), range.to(), score(predictor, range.rows())));
    }
    return slices;
  }

  private Score score(Predictor predictor, List<Row> some) {
    return predictor.sums(some).toScore(predictor.ranking(some), noChangeAccuracy(some));
  }

  private double noChangeAccuracy() {
    return complete || noChange == null ? noChangeAccuracy(rows) : noChange.running().accuracy();
  }

  private double noChangeAccuracy(List<Row> some) {
    return noChange == null ? Double.NaN : noChange.sums(some).accuracy();
  }
}
