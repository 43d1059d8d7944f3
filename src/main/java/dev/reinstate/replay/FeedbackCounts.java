package dev.reinstate.replay;

import dev.reinstate.learner.Books;
import dev.reinstate.learner.Books.Count;

/**
 * What happened to all feedback. It balances: sent = matched + duplicate + ignored + orphan + late
 * + malformed + held; early and repeated are parts of matched, defaulted is outside sent.
 *
 * @param defaulted observations that got the default target, or null where there is none
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
    long malformed,
    long held,
    Long defaulted) {

  /**
   * @param books the learner's
   * @param malformed feedback that never reached the learner
   */
  public static FeedbackCounts of(Books books, long malformed) {
    return new FeedbackCounts(
        books.get(Count.FEEDBACK) + malformed,
        books.get(Count.MATCHED),
        books.get(Count.EARLY),
        books.get(Count.DUPLICATE),
        books.get(Count.REPEATED),
        books.get(Count.IGNORED),
        books.get(Count.ORPHAN),
        books.get(Count.LATE),
        malformed,
        books.get(Count.HELD),
        null);
  }

  /** Whether every feedback is accounted for. */
  public boolean balances() {
    return sent == matched + duplicate + ignored + orphan + late + malformed + held;
  }
}
