package dev.reinstate.replay;

import dev.reinstate.learner.Credit;
import dev.reinstate.learner.Event;
import dev.reinstate.learner.LearnerOutput;
import dev.reinstate.learner.Prediction;
import dev.reinstate.learner.Rejection;

/** For output that nobody asks for. */
public final class Ignored implements LearnerOutput {

  @Override
  public void prediction(Prediction prediction) {}

  @Override
  public void credit(Credit credit) {}

  @Override
  public void rejected(Event event, Rejection reason, String message) {}
}
