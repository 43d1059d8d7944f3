package dev.reinstate.learner.output;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Excerpt;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.LearnerOutput;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.event.Rejection;
import dev.reinstate.learner.output.LearnerStats.Stat;
import dev.reinstate.training.GradientSum;
import java.util.Arrays;

/**
 * The learner's boundary: whatever goes out goes through it, and is counted where it is dropped. A
 * prediction or a credit with a number that is not finite stays inside, whatever made it, and the
 * event that it belongs to is a dead letter.
 */
public record CheckedOutput(EventCounts eventCounts, LearnerStats stats, LearnerOutput out) {

  /**
   * Emits a prediction.
   *
   * @return whether it went out; otherwise nothing may be kept of the observation, so that it can
   *     be sent again
   */
  public boolean prediction(Observation observation, Prediction prediction) {
    if (!prediction.isFinite()) {
      return notFinite(
          observation,
          "the prediction of observation '%s' is not finite: output %s, weights %s"
              .formatted(
                  Excerpt.ofId(observation.observationId()),
                  Arrays.toString(prediction.output()),
                  Arrays.toString(prediction.weights())));
    }
    eventCounts.increment(Count.PREDICTIONS);
    out.prediction(prediction);
    return true;
  }

  /**
   * Emits a credit.
   *
   * @return whether it went out; otherwise nothing may be learned from the feedback
   */
  public boolean credit(Feedback feedback, Credit credit) {
    if (!credit.isFinite()) {
      return notFinite(
          feedback,
          "the credit of feedback '%s' for observation '%s' is not finite: loss %s%s"
              .formatted(
                  Excerpt.ofId(feedback.feedbackId()),
                  Excerpt.ofId(feedback.observationId()),
                  credit.loss(),
                  memories(credit)));
    }
    measure(credit);
    out.credit(credit);
    return true;
  }

  private boolean notFinite(Event event, String message) {
    rejected(event, Rejection.NOT_FINITE, message);
    return false;
  }

  private static String memories(Credit credit) {
    StringBuilder words = new StringBuilder();
    for (MemoryCredit memory : credit.memories()) {
      if (!memory.isFinite()) {
        words.append(
            "; memory '%s': weight %s, credit %s, leave-one-out %s, gradient norm %s"
                .formatted(
                    Excerpt.ofId(memory.memoryId()),
                    memory.weight(),
                    memory.credit(),
                    memory.leaveOneOut(),
                    memory.gradientNorm()));
      }
    }
    return words.toString();
  }

  private void measure(Credit credit) {
    double errors = 0;
    int reinstated = 0;
    for (MemoryCredit memory : credit.memories()) {
      if (!Float.isNaN(memory.reinstatementError())) {
        errors += memory.reinstatementError();
        reinstated++;
      }
    }
    stats.add(Stat.REINSTATEMENT_ERROR, errors, reinstated);
  }

  /**
   * Lets no sum go to the trainer that is not finite, though every gradient in it was: it is
   * emptied, and its feedbacks count, so that the next step is made when it would have been.
   */
  public void gradients(GradientSum sum) {
    if (!sum.isFinite()) {
      eventCounts.add(Count.GRADIENTS_DROPPED, sum.count());
      sum.dropGradients();
    }
  }

  /** Makes an observation or feedback a dead letter. */
  void rejected(Event event, Rejection reason, String message) {
    eventCounts.increment(reason.count(event));
    out.rejected(event, reason, message);
  }

  /** Leaves out an event, since it says nothing new, or a part of it, since it is an extreme. */
  public void dropped(Event event, Count count) {
    eventCounts.increment(count);
    out.dropped(event, count);
  }
}
