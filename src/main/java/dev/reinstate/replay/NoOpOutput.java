package dev.reinstate.replay;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.LearnerOutput;
import dev.reinstate.event.Prediction;
import dev.reinstate.event.Rejection;

/** Discards all output. */
public final class NoOpOutput implements LearnerOutput {

  @Override
  public void prediction(Prediction prediction) {}

  @Override
  public void credit(Credit credit) {}

  @Override
  public void rejected(Event event, Rejection reason, String message) {}
}
