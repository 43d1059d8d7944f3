package dev.reinstate.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.evaluation.Evaluation;
import dev.reinstate.evaluation.TestEvaluations;
import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchScorerTest {

  private static final int BATCHES = 100;

  private static List<Event> events(int batch) {
    String id = Integer.toString(batch);
    return List.of(
        new Observation("k", id, batch, new float[1]),
        new Feedback("k", "f", id, batch, batch, 1, 1, Feedback.Origin.NONE));
  }

  private static BatchOutput output(int batch, float of1) {
    BatchOutput output = new BatchOutput(new NoOpOutput());
    output.prediction(
        new Prediction(
            "k",
            Integer.toString(batch),
            batch,
            0,
            new float[] {1 - of1, of1},
            new String[0],
            new float[0],
            0));
    return output;
  }

  @Test
  void allBatchesAreScored() {
    Evaluation evaluation = TestEvaluations.of(Target.CLASS, 2);
    try (BatchScorer scorer = new BatchScorer(evaluation)) {
      for (int batch = 0; batch < BATCHES; batch++) {
        scorer.add(events(batch), output(batch, batch < 75 ? .9f : .1f));
      }
      scorer.finish();
    }

    assertThat(evaluation.scored()).isEqualTo(BATCHES);
    assertThat(evaluation.initial().accuracy()).isEqualTo(.75);
  }

  @Test
  void whatCannotBeScoredIsThrownToWhoGaveIt() {
    try (BatchScorer scorer = new BatchScorer(TestEvaluations.of(Target.CLASS, 2))) {
      scorer.add(events(0), output(0, Float.NaN));

      assertThatThrownBy(scorer::finish).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void itIsThrownAtOneOfTheNextBatchesToo() {
    try (BatchScorer scorer = new BatchScorer(TestEvaluations.of(Target.CLASS, 2))) {
      scorer.add(events(0), output(0, Float.NaN));

      assertThatThrownBy(
              () -> {
                for (int batch = 1; batch < BATCHES; batch++) {
                  scorer.add(events(batch), output(batch, .5f));
                }
              })
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
