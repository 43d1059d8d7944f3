package dev.reinstate.recording.generate;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * One departure.
 *
 * @param row number of the data row in its file, from 1
 * @param departure local time, taken for UTC
 * @param delay minutes late, negative where it was early
 * @param distance miles
 * @param origin airport, not empty
 * @param destination airport, not empty
 */
record Flight(
    int row, LocalDateTime departure, int delay, int distance, String origin, String destination) {

  private static final int LATE_MINUTES = 15;
  private static final double MILES_PER_HOUR = 500;

  /** Departure, milliseconds since the epoch. */
  long departureMillis() {
    return departure.toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /**
   * When the delay is known, at arrival: half an hour on the ground, the way at 500 mph, and the
   * delay, in whole minutes; at least a minute after departure.
   */
  long arrivalMillis() {
    long minutes = (long) (30 + distance * 60.0 / MILES_PER_HOUR + delay);
    return departureMillis() + 60_000 * Math.max(1, minutes);
  }

  boolean late() {
    return delay > LATE_MINUTES;
  }
}
