package dev.reinstate.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.evaluation.Comparison.Delta;
import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.evaluation.metric.Ranking;
import dev.reinstate.evaluation.metric.Score;
import dev.reinstate.evaluation.metric.ScoreSums;
import dev.reinstate.settings.DefaultFeedbackSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final PredictionTask TWO = new PredictionTask(Target.CLASS, 2);
  private static final PredictionTask VALUES = new PredictionTask(Target.VALUE, 0);
  private static final long HOUR = 3_600_000;
  private static final ConfidenceInterval NOTHING = new ConfidenceInterval(0, 0);
  private static final int SIMULATIONS = 120;
  private static final double GAIN = .1;

  @Test
  void equalRunsDifferByNothing() {
    Comparison comparison =
        Comparison.of(List.of(classes("current", 1, .3), classes("candidate", 1, .3)));

    assertThat(comparison.runs()).hasSize(1);
    assertThat(comparison.runs().get(0).measures())
        .containsOnlyKeys("logLoss", "accuracy", "brier", "auc")
        .allSatisfy(
            (measure, delta) ->
                assertThat(delta).isEqualTo(new Delta(0.0, NOTHING, NOTHING, NOTHING, "same")));
  }

  /** A run that takes no feedback for a negative has other labels than one that does not. */
  @Test
  void runsWithOtherDefaultsHaveNoVerdict() {
    ScoredSamples current = new ScoredSamples(VALUES, "current", "majority");
    ScoredSamples candidate = new ScoredSamples(VALUES, "candidate");
    for (int i = 0; i < 60; i++) {
      current.add("k" + i % 6, i * HOUR, 0, 1, 2);
      candidate.add("k" + i % 6, i * HOUR, 0, 1.5f);
    }

    assertThat(verdicts(current.build(), candidate.build(new DefaultFeedbackSettings(5, 0))))
        .containsExactly("none", "better", "none");
    assertThat(
            verdicts(
                current.build(new DefaultFeedbackSettings(5, 1)),
                candidate.build(new DefaultFeedbackSettings(5, 0))))
        .containsExactly("none", "better", "none");
    assertThat(
            verdicts(
                current.build(new DefaultFeedbackSettings(5, 0)),
                candidate.build(new DefaultFeedbackSettings(5, 0))))
        .containsExactly("worse", "better", "better");
  }

  /** Of the candidate against the current run, and of both against a baseline. */
  private static List<String> verdicts(ScoredSample... runs) {
    Comparison comparison = Comparison.of(List.of(runs));
    List<String> verdicts =
        Stream.concat(comparison.runs().stream(), comparison.baselines().stream())
            .map(difference -> difference.measures().get("rmse").verdict())
            .toList();
    assertThat(comparison.lacksVerdicts()).isEqualTo(verdicts.contains("none"));
    return verdicts;
  }

  @Test
  void theSameRunsGiveTheSameFigures() {
    assertThat(Comparison.of(List.of(classes("current", 1, .3), classes("candidate", 1, .2))))
        .isEqualTo(Comparison.of(List.of(classes("current", 1, .3), classes("candidate", 1, .2))));
  }

  @Test
  void aPlainGainIsBetterInEveryMeasureAndFromTheOtherSideWorse() {
    ScoredSample noisy = classes("current", 1, .6);
    ScoredSample good = classes("candidate", 1, .1);

    assertThat(Comparison.of(List.of(noisy, good)).runs().get(0).measures().values())
        .allSatisfy(delta -> assertThat(delta.verdict()).isEqualTo("better"));
    assertThat(Comparison.of(List.of(good, noisy)).runs().get(0).measures().values())
        .allSatisfy(delta -> assertThat(delta.verdict()).isEqualTo("worse"));
  }

  @Test
  void scoresAreThoseOfTheRunItself() {
    ScoredSample sample = classes("current", 3, .4);
    ScoreSums sums = new ScoreSums(TWO);
    Ranking ranking = new Ranking(sample.size());
    for (int i = 0; i < sample.size(); i++) {
      sums.add(sample.outputs(0), 2 * i, sample.target(i));
      ranking.add(sample.outputs(0)[2 * i + 1], sample.target(i) == 1);
    }
    Score score = sums.toScore(ranking, Double.NaN);

    var estimates = Comparison.of(List.of(sample)).scores().get("current");
    assertThat(estimates.get("logLoss").value()).isCloseTo(score.logLoss(), within(1e-12));
    assertThat(estimates.get("accuracy").value()).isCloseTo(score.accuracy(), within(1e-12));
    assertThat(estimates.get("brier").value()).isCloseTo(score.brier(), within(1e-12));
    assertThat(estimates.get("auc").value()).isEqualTo(score.auc());
    assertThat(estimates.get("auc").byTime().low()).isLessThan(score.auc());
    assertThat(estimates.get("auc").byTime().high()).isGreaterThan(score.auc());
  }

  @Test
  void baselinesOfTheFirstRunAreHeldAgainstEveryRun() {
    ScoredSamples current = new ScoredSamples(VALUES, "current", "noChange", "majority");
    ScoredSamples candidate = new ScoredSamples(VALUES, "candidate");
    for (int i = 0; i < 60; i++) {
      current.add("k" + i % 6, i * HOUR, 0, 1, 2, 3);
      candidate.add("k" + i % 6, i * HOUR, 0, 1.5f);
    }

    Comparison comparison = Comparison.of(List.of(current.build(), candidate.build()));

    assertThat(comparison.scores())
        .containsOnlyKeys("current", "candidate", "noChange", "majority");
    assertThat(comparison.baselines())
        .extracting(d -> d.run() + " " + d.against() + " " + d.measures().get("mae").difference())
        .containsExactly(
            "current noChange -1.0",
            "current majority -2.0",
            "candidate noChange -0.5",
            "candidate majority -1.5");
  }

  @Test
  void runsAreComparedOnWhatAllOfThemHaveScored() {
    ScoredSamples current = new ScoredSamples(VALUES, "current");
    ScoredSamples candidate = new ScoredSamples(VALUES, "candidate");
    for (int i = 0; i < 100; i++) {
      current.add(i, "k" + i % 6, i * HOUR, 0, i % 2 == 0 ? 1 : 100);
      if (i % 2 == 0) {
        candidate.add(i, "k" + i % 6, i * HOUR, 0, 3);
      }
    }

    Comparison comparison = Comparison.of(List.of(current.build(), candidate.build()));

    assertThat(comparison.observations()).isEqualTo(50);
    assertThat(comparison.runs().get(0).measures().get("mae").difference()).isEqualTo(2);
  }

  @Test
  void fewBlocksOrKeysGiveNoInterval() {
    ScoredSamples one = new ScoredSamples(TWO, "current");
    ScoredSamples other = new ScoredSamples(TWO, "candidate");
    for (int i = 0; i < 40; i++) {
      one.add("only", 0, i % 2, .5f, .5f);
      other.add("only", 0, i % 2, .4f, .6f);
    }

    Delta delta =
        Comparison.of(List.of(one.build(), other.build())).runs().get(0).measures().get("logLoss");

    assertThat(delta.byTime()).isNull();
    assertThat(delta.byKey()).isNull();
    assertThat(delta.verdict()).isEqualTo("unclear");
  }

  @Test
  void manyRunsAreHeldAgainstTheFirstAlone() {
    List<ScoredSample> five =
        List.of("current", "b", "c", "d", "e").stream().map(n -> classes(n, 1, .3)).toList();

    assertThat(Comparison.of(five).runs())
        .extracting(Comparison.Difference::against)
        .containsOnly("current")
        .hasSize(4);
    assertThat(Comparison.of(five.subList(0, 4)).runs()).hasSize(6);
  }

  /** What is shared in a block, or by a key, does not make an interval too narrow. */
  @Test
  void intervalsHoldTheTrueDifferenceAboutAsOftenAsTheySay() {
    Coverage blocks = coverage(.3, 0);
    assertThat(blocks.byTime).isGreaterThan(.87);
    assertThat(blocks.widthByTime).as("3.92 standard deviations").isBetween(.09, .12);
    assertThat(blocks.byKey).as("luck of another kind").isLessThan(.8);
    assertThat(coverage(0, .3).byKey).isGreaterThan(.87);
    Coverage both = coverage(.3, .3);
    assertThat(both.byBoth).isGreaterThan(.87);
    assertThat(both.byTime).as("half of the luck").isLessThan(.9);
  }

  @Test
  void noiseIsSeldomTakenForGain() {
    Random random = new Random(5);
    int taken = 0;
    for (int s = 0; s < SIMULATIONS; s++) {
      Delta delta = simulated(random, 0, .3, .3).runs().get(0).measures().get("mae");
      taken += delta.verdict().equals("unclear") ? 0 : 1;
    }
    assertThat(taken).isLessThan(SIMULATIONS / 10);
  }

  /** How often intervals held the true difference, and how wide they were. */
  private record Coverage(double byTime, double byKey, double byBoth, double widthByTime) {}

  private static Coverage coverage(double ofBlocks, double ofKeys) {
    Random random = new Random(7);
    List<Delta> deltas = new ArrayList<>();
    for (int s = 0; s < SIMULATIONS; s++) {
      deltas.add(simulated(random, GAIN, ofBlocks, ofKeys).runs().get(0).measures().get("mae"));
    }
    return new Coverage(
        share(deltas, Delta::byTime),
        share(deltas, Delta::byKey),
        share(deltas, Delta::byBoth),
        deltas.stream()
            .mapToDouble(d -> d.byTime().high() - d.byTime().low())
            .average()
            .orElseThrow());
  }

  private static double share(List<Delta> deltas, Function<Delta, ConfidenceInterval> kind) {
    return deltas.stream()
            .map(kind)
            .filter(interval -> interval.low() <= GAIN && GAIN <= interval.high())
            .count()
        / (double) deltas.size();
  }

  /**
   * Two runs whose absolute errors differ by a known amount on average, with luck that blocks of 12
   * hours and keys share.
   */
  private static Comparison simulated(
      Random random, double difference, double ofBlocks, double ofKeys) {
    double[] blocks = random.doubles(50, -1, 1).map(u -> u * ofBlocks).toArray();
    double[] keys = random.doubles(40, -1, 1).map(u -> u * ofKeys).toArray();
    ScoredSamples one = new ScoredSamples(VALUES, "current");
    ScoredSamples other = new ScoredSamples(VALUES, "candidate");
    for (int i = 0; i < 600; i++) {
      int key = random.nextInt(keys.length);
      double luck = blocks[i / 12] + keys[key] + .3 * random.nextGaussian();
      one.add("k" + key, i * HOUR, 0, 10);
      other.add("k" + key, i * HOUR, 0, (float) (10 + difference + luck));
    }
    return Comparison.of(List.of(one.build(), other.build()));
  }

  /** Probabilities of the true label that noise pushes about; the labels follow from the seed. */
  private static ScoredSample classes(String name, long seed, double noise) {
    Random labels = new Random(seed);
    Random random = new Random(seed + 1);
    ScoredSamples samples = new ScoredSamples(TWO, name);
    ToDoubleFunction<Integer> ofLabel =
        label -> Math.min(.99, Math.max(.01, label * .6 + .2 + noise * random.nextGaussian()));
    for (int i = 0; i < 600; i++) {
      int label = labels.nextInt(2);
      float p = (float) ofLabel.applyAsDouble(label);
      samples.add("k" + i % 20, i * HOUR, label, 1 - p, p);
    }
    return samples.build();
  }
}
