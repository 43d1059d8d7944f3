package dev.reinstate.replay;

import dev.reinstate.evaluation.Evaluation;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.replay.summary.Digest;
import dev.reinstate.replay.summary.RunSummary;
import dev.reinstate.replay.summary.RunSummaryBuilder;

/**
 * What came of a replay, whichever engine made it: scores, counts and the digest. Give it the
 * events in event order, and predictions and credits in theirs, a credit after its prediction. Not
 * thread-safe.
 */
public final class ReplayScorer {

  private final Evaluation evaluation;
  private final Digest digest = new Digest();
  private long credits;
  private long reinstated;
  private double reinstatementErrors;

  public ReplayScorer(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /** Takes the next event; default feedback changes nothing. */
  public void event(Event event) {
    if (event instanceof Observation observation) {
      evaluation.observation(observation);
    } else if (event instanceof Feedback feedback) {
      evaluation.feedback(feedback);
    }
  }

  public void prediction(Prediction prediction) {
    evaluation.prediction(prediction);
    digest.prediction(prediction);
  }

  public void credit(Credit credit) {
    credits++;
    for (Credit.MemoryCredit memory : credit.memories()) {
      if (!Float.isNaN(memory.reinstatementError())) {
        reinstated++;
        reinstatementErrors += memory.reinstatementError();
      }
    }
    evaluation.credit(credit);
    digest.credit(credit);
  }

  /** Starts the summary with all that is known here. */
  public RunSummaryBuilder summary(String name) {
    return RunSummary.named(name)
        .evaluation(evaluation)
        .credits(credits)
        .reinstatementCosine(reinstated == 0 ? null : 1 - reinstatementErrors / reinstated)
        .digest(digest.hex());
  }
}
