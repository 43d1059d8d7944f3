package dev.reinstate.replay;

import dev.reinstate.event.Event;
import dev.reinstate.event.LearnerOutput;
import dev.reinstate.learner.Learner;
import dev.reinstate.learner.reinstatement.MemoryDecoder;

/** Looks on while a recording is replayed, and changes nothing. */
public interface ReplayListener extends LearnerOutput {

  /** An event comes, before the learner works on it. */
  void arrived(Event event);

  /**
   * Some events have been worked on.
   *
   * @param time of the last of them
   * @param learner as it is after them
   * @param memories what it holds
   */
  void worked(long time, Learner learner, MemoryDecoder memories);
}
