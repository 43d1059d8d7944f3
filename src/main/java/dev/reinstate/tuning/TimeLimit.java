package dev.reinstate.tuning;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How a time limit is divided: the search gets what the replay at the end leaves it, judged by what
 * an observation has cost until now. Thread-safe.
 */
final class TimeLimit {

  /** The replay at the end goes with baselines, and over a state that has grown. */
  private static final double CAUTION = 2;

  /** The replay at the end gets no more than this share of the limit. */
  private static final double MOST_FOR_THE_END = .5;

  private final LongSupplier nanoTime;
  private final long start;
  private final long limit;
  private final long observationsAtEnd;
  private double perObservation;

  /**
   * Starts the clock.
   *
   * @param observationsAtEnd that the replay at the end goes over
   * @param nanoTime the clock
   */
  TimeLimit(Duration limit, long observationsAtEnd, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.limit = limit.toNanos();
    this.observationsAtEnd = observationsAtEnd;
  }

  /** Nanoseconds since the start. */
  long elapsed() {
    return nanoTime.getAsLong() - start;
  }

  /**
   * A trial is over. The latest count most: the first ones pay for a JVM that has just started, and
   * an observation costs more once there are many memories.
   */
  synchronized void spent(long nanos, long observations) {
    double cost = (double) nanos / observations;
    perObservation = perObservation == 0 ? cost : (perObservation + cost) / 2;
  }

  /** Nanoseconds that a trial is expected to take; 0 before any is over. */
  synchronized long expected(long observations) {
    return (long) (perObservation * observations);
  }

  /** When the search has to end, nanoseconds after the start. */
  long endOfSearch() {
    double end = Math.min(limit * MOST_FOR_THE_END, CAUTION * expected(observationsAtEnd));
    return limit - (long) end;
  }
}
