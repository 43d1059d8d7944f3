package dev.reinstate.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.evaluation.baseline.TestBaselines;
import dev.reinstate.evaluation.metric.Metrics;
import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.evaluation.metric.TimeSlice;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Feedback.Origin;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.recording.Truth;
import dev.reinstate.settings.DefaultFeedbackSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private final Evaluation evaluation = TestEvaluations.of(Target.CLASS, 2);

  @Test
  void scoresThePredictionThatWasMadeWhenTheObservationCame() {
    observe("a", "1", 10);
    predict("a", "1", .25f);
    assertThat(evaluation.initial().count()).isZero();
    assertThat(evaluation.initial().logLoss()).isNull();
    feedback("a", "1", 500, 1);
    predict("a", "1", .99f);

    assertThat(evaluation.initial().count()).isEqualTo(1);
    assertThat(evaluation.initial().logLoss()).isCloseTo(-Math.log(.25), within(1e-12));
    assertThat(evaluation.predictions()).isEqualTo(1);
  }

  @Test
  void onlyTheFirstFeedbackForAnObservationScores() {
    observe("a", "1", 10);
    feedback("a", "1", 20, 1);
    feedback("a", "1", 30, 0);
    predict("a", "1", .75f);

    assertThat(evaluation.initial().accuracy()).isEqualTo(1);
    assertThat(evaluation.feedbackDelay()).isEqualTo(new FeedbackDelay(10L, 10L, 10L));
  }

  /** Without, what only conversions give feedback for is scored on conversions alone. */
  @Test
  void defaultFeedbackIsTheLabelOfWhatGetsNoneInTime() {
    PredictionTask outcomes = new PredictionTask(Target.CLASS, 2);
    Evaluation withDefault =
        new Evaluation(
            outcomes,
            TestBaselines.ofLabels(outcomes),
            Map.of(),
            TestEvaluations.feedback(new DefaultFeedbackSettings(100, 0)));
    for (String id : List.of("converted", "not", "late", "waiting")) {
      withDefault.observation(observation("a", id, id.equals("waiting") ? 50 : 10));
      withDefault.prediction(prediction("a", id, new float[] {.75f, .25f}));
    }
    withDefault.feedback(feedback("a", "converted", 110, "f", 1));
    withDefault.feedback(feedback("a", "late", 111, "f", 1));

    assertThat(withDefault.scored()).isEqualTo(3);
    assertThat(withDefault.scoredByDefault()).isEqualTo(2);
    assertThat(withDefault.unscored()).isOne();
    assertThat(withDefault.initial().accuracy()).isEqualTo(2 / 3.);
    assertThat(withDefault.baselines().get("majority").count()).isEqualTo(3);
    assertThat(withDefault.feedbackDelay()).isEqualTo(new FeedbackDelay(100L, 100L, 100L));
  }

  @Test
  void defaultFeedbackIsTheLabelWhenItsObservationSaysThatItIsDue() {
    Evaluation withDefault =
        TestEvaluations.of(Target.CLASS, 2, new DefaultFeedbackSettings(100, 0));
    withDefault.observation(observation("a", "soon", 10).withFeedbackDue(20));
    withDefault.observation(observation("a", "later", 10).withFeedbackDue(500));
    for (String id : List.of("soon", "later")) {
      withDefault.prediction(prediction("a", id, new float[] {.75f, .25f}));
    }
    withDefault.feedback(feedback("a", "of nobody", 20, "f", 1));
    assertThat(withDefault.scoredByDefault()).isZero();
    withDefault.feedback(feedback("a", "of nobody", 21, "g", 1));
    assertThat(withDefault.scoredByDefault()).isOne();
    withDefault.feedback(feedback("a", "later", 500, "f", 1));
    assertThat(withDefault.scoredByDefault()).isOne();
    assertThat(withDefault.scored()).isEqualTo(2);
  }

  @Test
  void withoutADefaultWhatHasNoFeedbackIsNotScored() {
    observe("a", "1", 10);
    predict("a", "1", .25f);
    observe("a", "2", 1_000_000);

    assertThat(evaluation.scored()).isZero();
    assertThat(evaluation.scoredByDefault()).isNull();
    assertThat(evaluation.unscored()).isOne();
  }

  @Test
  void thatOnlyOneClassGetsFeedbackIsSaidWhereManyHaveNone() {
    for (int i = 0; i < 40; i++) {
      observe("a", "o" + i, i);
      predict("a", "o" + i, .75f);
    }
    for (int i = 0; i < 37; i++) {
      feedback("a", "o" + i, 100 + i, 1);
    }
    assertThat(evaluation.feedbackDelayWarning()).as("3 of 40 wait").isNull();
    for (int i = 0; i < 5; i++) {
      observe("a", "p" + i, 200 + i);
      predict("a", "p" + i, .75f);
    }
    assertThat(evaluation.feedbackDelayWarning())
        .startsWith("all feedback so far is of class 1, and 8 observations have none");
    feedback("a", "o38", 300, 0);
    assertThat(evaluation.feedbackDelayWarning()).as("both classes").isNull();
    assertThat(evaluation.feedbackDelayByClass()).containsOnlyKeys("0", "1");
  }

  @Test
  void keysWithTheSameIdsAreKeptApart() {
    observe("a", "1", 10);
    observe("b", "1", 10);
    predict("a", "1", .75f);
    predict("b", "1", .75f);
    feedback("b", "1", 20, 1);

    assertThat(evaluation.scored()).isEqualTo(1);
    assertThat(evaluation.initial().accuracy()).isEqualTo(1);
  }

  @Test
  void aSecondObservationWithTheSameIdChangesNothing() {
    observe("a", "1", 10);
    observe("a", "1", 15);
    predict("a", "1", .75f);
    feedback("a", "1", 20, 1);

    assertThat(evaluation.observations()).isEqualTo(1);
    assertThat(evaluation.feedbackDelay().max()).isEqualTo(10);
  }

  @Test
  void feedbackWithoutObservationOrPredictionIsNotScored() {
    observe("a", "1", 10);
    feedback("a", "1", 20, 1);
    feedback("a", "2", 20, 1);
    predict("a", "2", .75f);

    assertThat(evaluation.scored()).isZero();
    assertThat(evaluation.baselines().get("majority").count()).isZero();
  }

  @Test
  void baselinesKnowOnlyTheFeedbackThatHasCome() {
    observe("a", "1", 10);
    observe("a", "2", 20);
    feedback("a", "1", 30, 1);
    observe("a", "3", 40);
    feedback("a", "2", 50, 1);
    feedback("a", "3", 60, 1);
    predictAll(3);

    // .5 .5 before any label, then (1 + 1) / (1 + 2)
    double loss = -(2 * Math.log(.5) + Math.log(2 / 3.0)) / 3;
    assertThat(evaluation.baselines().get("majority").logLoss()).isCloseTo(loss, within(1e-7));
    assertThat(evaluation.runningBaselines().get("majority").logLoss())
        .isCloseTo(loss, within(1e-7));
  }

  @Test
  void feedbackBeforeItsObservationIsNotKnownToTheBaselinesThatPredictIt() {
    feedback("a", "1", 5, 1);
    observe("a", "1", 10);
    observe("a", "2", 20);
    feedback("a", "2", 30, 1);
    predictAll(2);

    assertThat(evaluation.baselines().get("majority").logLoss())
        .isCloseTo(-(Math.log(.5) + Math.log(2 / 3.0)) / 2, within(1e-7));
    assertThat(evaluation.feedbackDelay()).isEqualTo(new FeedbackDelay(-5L, 10L, 10L));
  }

  @Test
  void baselinesAreScoredOnTheSameObservations() {
    observe("a", "1", 10);
    observe("a", "2", 20);
    feedback("a", "1", 30, 1);
    feedback("a", "2", 30, 1);
    predict("a", "2", .75f);

    assertThat(evaluation.baselines().values()).allMatch(metrics -> metrics.count() == 1);
    assertThat(evaluation.baselines()).containsOnlyKeys("noChange", "majority", "perKeyMajority");
  }

  @Test
  void theEndOfTheStreamIsByObservationNotByFeedback() {
    for (int i = 0; i < 10; i++) {
      observe("a", Integer.toString(i), i);
    }
    for (int i = 9; i >= 0; i--) {
      feedback("a", Integer.toString(i), 100 - i, 1);
      predict("a", Integer.toString(i), i < 5 ? .25f : i < 8 ? .5f : .75f);
    }

    Metrics initial = evaluation.initial();
    assertThat(initial.last20().count()).isEqualTo(2);
    assertThat(initial.last20().brier()).isEqualTo(.0625);
    assertThat(initial.secondHalf().count()).isEqualTo(5);
    assertThat(initial.secondHalf().brier()).isCloseTo((3 * .25 + 2 * .0625) / 5, within(1e-12));
    assertThat(initial.auc()).as("one label only").isNull();
  }

  @Test
  void aucIsThatOfTheSecondClass() {
    for (int i = 0; i < 4; i++) {
      observe("a", Integer.toString(i), i);
      predict("a", Integer.toString(i), new float[] {.1f, .4f, .35f, .8f}[i]);
      feedback("a", Integer.toString(i), 10, i / 2);
    }

    assertThat(evaluation.auc()).isEqualTo(.75);
    assertThat(evaluation.initial().auc()).isEqualTo(.75);
    assertThat(evaluation.running().auc()).isNull();
  }

  @Test
  void delaysArePercentilesOfWhatIsThere() {
    for (int i = 1; i <= 200; i++) {
      String id = Integer.toString(i);
      observe("a", id, 1000);
      predict("a", id, .5f);
      feedback("a", id, 1000 + i, 1);
    }

    assertThat(evaluation.feedbackDelay()).isEqualTo(new FeedbackDelay(100L, 198L, 200L));
    assertThat(TestEvaluations.of(Target.CLASS, 2).feedbackDelay())
        .isEqualTo(new FeedbackDelay(null, null, null));
  }

  @Test
  void groupsAreScoredOnTheirOwn() {
    Map<String, Truth> truths = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      String id = Integer.toString(i);
      if (i % 5 == 4) {
        truths.put(id, new Truth(id, null, "0"));
      } else {
        truths.put(id, new Truth(id, i % 2 == 0 ? "even" : "odd", List.of()));
      }
    }
    Evaluation byGroup = TestEvaluations.of(Target.CLASS, 2, truths);
    for (int i = 0; i < 20; i++) {
      String id = Integer.toString(i);
      byGroup.observation(observation("a", id, i));
      // the even ones are right from 10 on, the odd ones always
      float positive = i % 2 == 0 && i < 10 ? .25f : .75f;
      byGroup.prediction(prediction("a", id, new float[] {1 - positive, positive}));
      if (i != 18) {
        byGroup.feedback(feedback("a", id, 100, "f", 1));
      }
    }

    Map<String, Metrics> groups = byGroup.initial().groups();
    assertThat(groups).containsOnlyKeys("even", "odd");
    // even and not of those without a group: 0 2 6 8 10 12 16, 18 has no feedback
    Metrics even = groups.get("even");
    assertThat(even.count()).isEqualTo(7);
    assertThat(even.accuracy()).isEqualTo(3 / 7.0);
    assertThat(even.last20().count()).isEqualTo(2);
    assertThat(even.last20().accuracy()).isEqualTo(1);
    assertThat(even.secondHalf().count()).isEqualTo(4);
    assertThat(even.secondHalf().brier()).isCloseTo((3 * .0625 + .5625) / 4, within(1e-9));
    assertThat(even.groups()).isNull();
    // 1 3 5 7 11 13 15 17
    assertThat(groups.get("odd").count()).isEqualTo(8);
    assertThat(groups.get("odd").accuracy()).isEqualTo(1);
    assertThat(byGroup.initial().count()).isEqualTo(19);
    Metrics majority = byGroup.baselines().get("majority").groups().get("even");
    assertThat(majority.count()).isEqualTo(7);
    // after i labels of one kind it says (i + 1) / (i + 2)
    double loss = 0;
    for (int i : new int[] {0, 2, 6, 8, 10, 12, 16}) {
      loss -= Math.log((i + 1.0) / (i + 2.0)) / 7;
    }
    assertThat(majority.logLoss()).isCloseTo(loss, within(1e-6));
  }

  @Test
  void withoutTruthThereAreNoGroups() {
    observe("a", "1", 10);
    predict("a", "1", .75f);
    feedback("a", "1", 20, 1);

    assertThat(evaluation.initial().groups()).isNull();
    assertThat(evaluation.baselines().get("majority").groups()).isNull();
    assertThat(evaluation.creditPrecisionAt1()).isNull();
  }

  @Test
  void creditPrecisionIsTheShareOfTheLastFifthWhoseLargestCreditWentToTheCause() {
    Map<String, Truth> truths = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      String id = Integer.toString(i);
      truths.put(id, new Truth(id, "g", "cause"));
    }
    Evaluation causes = TestEvaluations.of(Target.CLASS, 2, truths);
    for (int i = 0; i < 20; i++) {
      observePredictAndLabel(causes, Integer.toString(i), i);
    }
    assertThat(causes.creditPrecisionAt1()).as("before any credit").isNull();

    // only the last four of the 20 count; those before them never find their cause
    for (int i = 0; i < 16; i++) {
      causes.credit(credit(Integer.toString(i), 3, "other", .5f));
    }
    causes.credit(credit("16", 3, "other", -.1f, "cause", .3f, "third", .2f));
    causes.credit(credit("17", 3, "cause", .1f, "other", .2f));
    causes.credit(credit("18", 3, "other", .5f));
    assertThat(causes.creditPrecisionAt1()).as("19 has no credit").isEqualTo(.25);
    // the more similar one of two that tie, and only the first credit of an observation
    causes.credit(credit("19", 3, "cause", .2f, "other", .2f));
    causes.credit(credit("18", 3, "cause", .5f));
    assertThat(causes.creditPrecisionAt1()).isEqualTo(.5);
  }

  @Test
  void anyOfSeveralCausesMayHaveTheLargestCredit() {
    Truth truth = new Truth("1", null, List.of("one", "other"));
    for (String largest : List.of("one", "other", "third")) {
      Evaluation causes = TestEvaluations.of(Target.CLASS, 2, Map.of("1", truth));
      observePredictAndLabel(causes, "1", 1);
      causes.credit(credit("1", 3, "second", .1f, largest, .2f));

      assertThat(causes.creditPrecisionAt1()).isEqualTo(largest.equals("third") ? 0 : 1);
    }
  }

  @Test
  void anEmptyReadMissesItsCause() {
    Evaluation causes =
        TestEvaluations.of(Target.CLASS, 2, Map.of("1", new Truth("1", null, "cause")));
    observePredictAndLabel(causes, "1", 1);
    causes.credit(credit("1", 3));

    assertThat(causes.creditPrecisionAt1()).isZero();
  }

  @Test
  void onlyScoredObservationsWithAKnownCauseCount() {
    Map<String, Truth> truths =
        Map.of("1", new Truth("1", null, "cause"), "2", new Truth("2", "g", List.of()));
    Evaluation causes = TestEvaluations.of(Target.CLASS, 2, truths);
    observePredictAndLabel(causes, "2", 1);
    causes.credit(credit("2", 3, "cause", 1f));
    causes.observation(observation("a", "1", 2));
    causes.credit(credit("1", 3, "cause", 1f));

    assertThat(causes.creditPrecisionAt1()).isNull();
  }

  @Test
  void stalenessIsUpdatesFromEmbeddingToCredit() {
    observe("a", "1", 10);
    observe("a", "2", 20);
    evaluation.prediction(
        new Prediction("a", "1", 0, 4, new float[] {.5f, .5f}, new String[0], new float[0], 0));
    evaluation.prediction(
        new Prediction("a", "2", 0, 6, new float[] {.5f, .5f}, new String[0], new float[0], 0));
    assertThat(evaluation.staleness()).isNull();
    evaluation.credit(credit("1", 9));
    evaluation.credit(credit("2", 7));
    evaluation.credit(credit("2", 90));
    evaluation.credit(credit("of nobody", 90));

    assertThat(evaluation.staleness()).isEqualTo((5 + 1) / 2.0);
  }

  @Test
  void aBrokenPredictionIsRefused() {
    observe("a", "1", 10);

    assertThatThrownBy(() -> evaluation.prediction(prediction("a", "1", new float[] {1f})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 1 numbers; expected 2");
    assertThatThrownBy(() -> predict("a", "1", Float.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected finite numbers");
  }

  /** Predictions come back from Kafka whenever they do. */
  @Property(tries = 100)
  void whenPredictionsComeChangesNothing(@ForAll long seed, @ForAll @IntRange(max = 50) int size) {
    Random random = new Random(seed);
    List<Runnable> inOrder = new ArrayList<>();
    Evaluation straight = TestEvaluations.of(Target.CLASS, 2);
    Evaluation shuffled = TestEvaluations.of(Target.CLASS, 2);
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Observation observation = observation("k" + i % 3, Integer.toString(i), i);
      float p = random.nextFloat();
      Prediction prediction =
          prediction(observation.key(), observation.observationId(), new float[] {1 - p, p});
      predictions.add(prediction);
      straight.prediction(prediction);
      inOrder.add(
          () -> {
            straight.observation(observation);
            shuffled.observation(observation);
          });
      if (random.nextInt(4) > 0) {
        Feedback feedback =
            feedback(observation.key(), observation.observationId(), i + 5, "f", random.nextInt(2));
        int at = Math.max(0, inOrder.size() - random.nextInt(6));
        inOrder.add(
            at,
            () -> {
              straight.feedback(feedback);
              shuffled.feedback(feedback);
            });
      }
    }
    Collections.shuffle(predictions, random);
    for (int i = 0; i < inOrder.size(); i++) {
      inOrder.get(i).run();
      if (random.nextBoolean() && !predictions.isEmpty()) {
        shuffled.prediction(predictions.remove(0));
      }
    }
    predictions.forEach(shuffled::prediction);

    assertThat(shuffled.initial()).isEqualTo(straight.initial());
    assertThat(shuffled.baselines()).isEqualTo(straight.baselines());
    assertThat(shuffled.feedbackDelay()).isEqualTo(straight.feedbackDelay());
    assertThat(shuffled.running().count()).isEqualTo(straight.running().count());
    if (straight.scored() > 0) {
      assertThat(shuffled.running().logLoss())
          .isCloseTo(straight.initial().logLoss(), within(1e-9));
    }
  }

  @Test
  void kappaAgainstNoChangeIsOnTheSameObservations() {
    for (int i = 0; i < 4; i++) {
      observe("a", Integer.toString(i), 10 * i);
      predict("a", Integer.toString(i), i == 3 ? .25f : .75f);
      feedback("a", Integer.toString(i), 10 * i + 5, i == 2 ? 0 : 1);
    }

    // labels 1 1 0 1: right are 1 and 1; no change says 0 (a tie), 1, 1, 0
    Metrics initial = evaluation.initial();
    assertThat(initial.accuracy()).isEqualTo(.5);
    assertThat(evaluation.baselines().get("noChange").accuracy()).isEqualTo(.25);
    assertThat(initial.kappaNoChange()).isCloseTo((.5 - .25) / (1 - .25), within(1e-12));
    assertThat(evaluation.baselines().get("noChange").kappaNoChange()).isZero();
    // the second half, labels 0 1: none is right of either
    assertThat(initial.secondHalf().kappaNoChange()).isZero();
  }

  @Test
  void partsAreByTimeDelayAndKey() {
    for (int i = 0; i < 20; i++) {
      String key = i % 4 == 0 ? "b" : "a";
      observe(key, Integer.toString(i), 86_400_000L * i);
      predict(key, Integer.toString(i), .75f);
      feedback(key, Integer.toString(i), 86_400_000L * i + 1 + i, i % 4 == 0 ? 0 : 1);
    }

    Metrics initial = evaluation.initial();
    assertThat(initial.windows()).hasSizeBetween(10, 60).extracting(TimeSlice::from).startsWith(0L);
    assertThat(initial.windows().stream().mapToLong(w -> w.score().count()).sum()).isEqualTo(20);
    assertThat(initial.byDelay()).hasSize(10);
    assertThat(initial.byDelay().get(9).from()).isEqualTo(19);
    assertThat(initial.byDelay().get(9).to()).isEqualTo(20);
    assertThat(initial.byDelay().get(0).score().accuracy()).isEqualTo(.5);
    assertThat(initial.byKey().keySet()).containsExactly("a", "b");
    assertThat(initial.byKey().get("a").accuracy()).isEqualTo(1);
    assertThat(initial.byKey().get("b").accuracy()).isZero();
  }

  @Test
  void beyondABoundOnlySharesAreKeptButSumsStayExact() {
    PredictionTask outcomes = new PredictionTask(Target.CLASS, 2);
    Evaluation bounded =
        new Evaluation(
            outcomes,
            TestBaselines.ofLabels(outcomes),
            Map.of(),
            TestEvaluations.feedback(null),
            1000);
    Evaluation whole = TestEvaluations.of(Target.CLASS, 2);
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      float p = random.nextFloat();
      int label = random.nextFloat() < p ? 1 : 0;
      for (Evaluation evaluation : List.of(bounded, whole)) {
        String id = Integer.toString(i);
        evaluation.observation(observation("a", id, i));
        evaluation.prediction(prediction("a", id, new float[] {1 - p, p}));
        evaluation.feedback(feedback("a", id, i + 1, "f", label));
      }
    }

    Metrics share = bounded.initial();
    Metrics all = whole.initial();
    assertThat(whole.sampledOneIn()).isEqualTo(1);
    assertThat(bounded.sampledOneIn()).isEqualTo(16);
    assertThat(bounded.scored()).isEqualTo(10_000);
    assertThat(share.count()).isEqualTo(10_000);
    assertThat(share.accuracy()).isEqualTo(all.accuracy());
    assertThat(share.logLoss()).isCloseTo(all.logLoss(), within(1e-12));
    assertThat(share.kappaNoChange()).isEqualTo(all.kappaNoChange());
    assertThat(share.reliability()).isEqualTo(all.reliability());
    // 625 of 10,000 rows: a standard error of about .02
    assertThat(share.auc()).isCloseTo(all.auc(), within(.06)).isNotEqualTo(all.auc());
    assertThat(share.last20().count()).isBetween(100L, 150L);
  }

  private static void observePredictAndLabel(Evaluation evaluation, String id, long time) {
    evaluation.observation(observation("a", id, time));
    evaluation.prediction(prediction("a", id, new float[] {.5f, .5f}));
    evaluation.feedback(feedback("a", id, time + 100, "f", 1));
  }

  /**
   * @param memories ids and credits of the memories, most similar first
   */
  private static Credit credit(String id, long version, Object... memories) {
    List<MemoryCredit> credits = new ArrayList<>();
    for (int i = 0; i < memories.length; i += 2) {
      credits.add(
          new MemoryCredit(
              (String) memories[i], 0, .1f, (float) memories[i + 1], 0, 0, Float.NaN, false));
    }
    return new Credit("a", "f", id, 0, "reinstated", version, 1, 1, credits);
  }

  private void observe(String key, String id, long time) {
    evaluation.observation(observation(key, id, time));
  }

  private void predict(String key, String id, float positive) {
    evaluation.prediction(prediction(key, id, new float[] {1 - positive, positive}));
  }

  private void predictAll(int count) {
    for (int i = 1; i <= count; i++) {
      predict("a", Integer.toString(i), .5f);
    }
  }

  private void feedback(String key, String id, long time, double target) {
    evaluation.feedback(feedback(key, id, time, "f" + time, target));
  }

  private static Observation observation(String key, String id, long time) {
    return new Observation(key, id, time, new float[] {0});
  }

  private static Prediction prediction(String key, String id, float[] output) {
    return new Prediction(key, id, 0, 0, output, new String[0], new float[0], 0);
  }

  private static Feedback feedback(
      String key, String id, long time, String feedbackId, double target) {
    return new Feedback(key, feedbackId, id, time, Feedback.UNKNOWN_TIME, target, 1f, Origin.NONE);
  }
}
