package dev.reinstate.recording.generate;

/** Checks numbers that generators are given. */
public final class RangeCheck {

  private RangeCheck() {}

  /**
   * @throws IllegalArgumentException naming the number and what is allowed
   */
  public static void check(String name, long value, long min, long max) {
    if (value < min || value > max) {
      boolean open = max == Long.MAX_VALUE || max == Integer.MAX_VALUE;
      throw new IllegalArgumentException(
          "%s: '%d' is not allowed; allowed: a whole number from %d%s"
              .formatted(name, value, min, open ? "" : " to " + max));
    }
  }
}
