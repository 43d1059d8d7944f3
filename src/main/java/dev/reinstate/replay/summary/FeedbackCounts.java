package dev.reinstate.replay.summary;

import dev.reinstate.event.Books;
import dev.reinstate.event.Books.Count;

/**
 * What happened to all feedback of a stream in which nothing is forgotten. It balances: sent =
 * matched + duplicate + ignored + orphan + late + capped + malformed + held; early and repeated are
 * parts of matched, defaulted is outside sent.
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
    long capped,
    long malformed,
    long held,
    Long defaulted) {

  /**
   * @param books the learner's
   * @param malformed feedback that never reached the learner
   * @param defaults whether a default stands in for feedback that does not come
   */
  public static FeedbackCounts of(Books books, long malformed, boolean defaults) {
    return new FeedbackCounts(
        books.get(Count.FEEDBACK) + malformed,
        books.get(Count.MATCHED),
        books.get(Count.EARLY),
        books.get(Count.DUPLICATE),
        books.get(Count.REPEATED),
        books.get(Count.IGNORED),
        books.get(Count.ORPHAN),
        books.get(Count.LATE),
        books.get(Count.CAPPED),
        malformed,
        books.get(Count.HELD),
        defaults ? books.get(Count.DEFAULTED) : null);
  }

  /** Whether every feedback is accounted for. */
  public boolean balances() {
    return sent == matched + duplicate + ignored + orphan + late + capped + malformed + held;
  }
}
