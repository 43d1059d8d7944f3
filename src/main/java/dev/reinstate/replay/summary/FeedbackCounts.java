package dev.reinstate.replay.summary;

import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventCounts.Count;
import org.jspecify.annotations.Nullable;

/**
 * What happened to all feedback of a stream in which nothing is forgotten. It balances: sent =
 * matched + duplicate + ignored + orphan + late + capped + malformed + held; early and repeated are
 * parts of matched, defaulted is outside sent.
 *
 * @param defaulted observations that got default feedback, or null where none is configured
 */
public record FeedbackCounts(
    long sent,
    long matched,
    long early,
    long duplicate,
    long repeated,
    long ignored,
    long orphan,
    long late,
    long capped,
    long malformed,
    long held,
    @Nullable Long defaulted) {

  /**
   * @param eventCounts the learner's
   * @param malformed feedback that never reached the learner
   * @param defaults whether default feedback is configured
   */
  public static FeedbackCounts of(EventCounts eventCounts, long malformed, boolean defaults) {
    return new FeedbackCounts(
        eventCounts.get(Count.FEEDBACK) + malformed,
        eventCounts.get(Count.MATCHED),
        eventCounts.get(Count.EARLY),
        eventCounts.get(Count.DUPLICATE),
        eventCounts.get(Count.REPEATED),
        eventCounts.get(Count.IGNORED),
        eventCounts.get(Count.ORPHAN),
        eventCounts.get(Count.LATE),
        eventCounts.get(Count.CAPPED),
        malformed,
        eventCounts.get(Count.HELD),
        defaults ? eventCounts.get(Count.DEFAULTED) : null);
  }

  /** Whether every feedback is accounted for. */
  public boolean balances() {
    return sent == matched + duplicate + ignored + orphan + late + capped + malformed + held;
  }
}
