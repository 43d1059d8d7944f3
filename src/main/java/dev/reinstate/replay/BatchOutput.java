package dev.reinstate.replay;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.LearnerOutput;
import dev.reinstate.event.Prediction;
import dev.reinstate.event.Rejection;
import java.util.ArrayList;
import java.util.List;

/** Collects what the learner emits for a batch, to be scored, and forwards it to a listener. */
final class BatchOutput implements LearnerOutput {

  private final LearnerOutput alsoTo;
  private final List<Prediction> predictions = new ArrayList<>();
  private final List<Credit> credits = new ArrayList<>();

  /**
   * @param alsoTo receives all that the learner emits, too
   */
  BatchOutput(LearnerOutput alsoTo) {
    this.alsoTo = alsoTo;
  }

  @Override
  public void prediction(Prediction prediction) {
    predictions.add(prediction);
    alsoTo.prediction(prediction);
  }

  @Override
  public void credit(Credit credit) {
    credits.add(credit);
    alsoTo.credit(credit);
  }

  @Override
  public void rejected(Event event, Rejection reason, String message) {
    alsoTo.rejected(event, reason, message);
  }

  /** Gives predictions and then credits, each in their order. */
  void giveTo(ReplayScorer replayed) {
    predictions.forEach(replayed::prediction);
    credits.forEach(replayed::credit);
  }
}
