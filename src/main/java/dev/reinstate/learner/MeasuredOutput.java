package dev.reinstate.learner;

import dev.reinstate.learner.Books.Count;
import dev.reinstate.learner.Credit.MemoryCredit;
import dev.reinstate.learner.Vitals.Vital;

/** Measures what credits tell, and passes all on. */
record MeasuredOutput(Vitals vitals, LearnerOutput out) implements LearnerOutput {

  @Override
  public void prediction(Prediction prediction) {
    out.prediction(prediction);
  }

  @Override
  public void credit(Credit credit) {
    double errors = 0;
    int reinstated = 0;
    for (MemoryCredit memory : credit.memories()) {
      if (!Float.isNaN(memory.reinstatementError())) {
        errors += memory.reinstatementError();
        reinstated++;
      }
    }
    vitals.add(Vital.REINSTATEMENT_ERROR, errors, reinstated);
    out.credit(credit);
  }

  @Override
  public void rejected(Feedback feedback, Rejection reason, String message) {
    out.rejected(feedback, reason, message);
  }

  @Override
  public void dropped(Event event, Count count) {
    out.dropped(event, count);
  }
}
