package dev.reinstate.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.credit.Target;
import dev.reinstate.learner.Feedback;
import dev.reinstate.learner.Feedback.Origin;
import dev.reinstate.learner.Observation;
import dev.reinstate.learner.Prediction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private final Evaluation evaluation = new Evaluation(Target.CLASS, 2);

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
    assertThat(new Evaluation(Target.CLASS, 2).feedbackDelay())
        .isEqualTo(new FeedbackDelay(null, null, null));
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
    Evaluation straight = new Evaluation(Target.CLASS, 2);
    Evaluation shuffled = new Evaluation(Target.CLASS, 2);
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
