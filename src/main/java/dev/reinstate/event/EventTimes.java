package dev.reinstate.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which times an event may have, in milliseconds since the epoch: from 1970 to the end of the year
 * 9999, but for numbers that are hardly milliseconds. Seconds of this century lie in January and
 * February 1970 when they are taken for milliseconds; there they would hold back the event time of
 * all others, so that they are refused.
 */
public final class EventTimes {

  static final long EARLIEST = 0;

  /** The end of the year 9999. */
  static final long LATEST = 253_402_300_799_999L;

  /** 2000-01-01, in seconds. */
  private static final long SECONDS_FROM = 946_684_800L;

  /** 2100-01-01, in seconds. */
  private static final long SECONDS_UNTIL = 4_102_444_800L;

  private EventTimes() {}

  /**
   * @param field what the time is called where it comes from
   * @throws InvalidEventException if an event may not have it
   */
  public static void check(String field, long millis) {
    String unit = otherUnit(millis);
    if (unit != null || millis < EARLIEST || millis > LATEST) {
      throw new InvalidEventException(
          "%s: %d%s, expected milliseconds since 1970, %d to %d"
              .formatted(
                  field,
                  millis,
                  unit == null ? "" : ", which looks like " + unit,
                  EARLIEST,
                  LATEST));
    }
  }

  /** The unit in which the number is a time of this century; null where it need not be another. */
  private static @Nullable String otherUnit(long time) {
    if (isOfThisCentury(time)) {
      return "seconds (%s)".formatted(Instant.ofEpochSecond(time));
    }
    if (isOfThisCentury(time / 1_000_000)) {
      return "microseconds (%s)".formatted(Instant.ofEpochMilli(time / 1000));
    }
    if (isOfThisCentury(time / 1_000_000_000)) {
      return "nanoseconds (%s)".formatted(Instant.ofEpochMilli(time / 1_000_000));
    }
    return null;
  }

  private static boolean isOfThisCentury(long seconds) {
    return seconds >= SECONDS_FROM && seconds < SECONDS_UNTIL;
  }
}
