package dev.reinstate.evaluation;

/**
 * Feedback of a class: how much there was, and how long after its observation it came, in
 * milliseconds of event time.
 *
 * @param count how many predictions it scored
 * @param p50 see {@link FeedbackDelay}, as are the next two
 */
public record ClassFeedback(long count, long p50, long p99, long max) {

  /** Of at least one delay; sorts the array. */
  static ClassFeedback of(long[] delays) {
    FeedbackDelay delay = FeedbackDelay.of(delays);
    return new ClassFeedback(delays.length, delay.p50(), delay.p99(), delay.max());
  }
}
