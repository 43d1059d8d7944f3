package dev.reinstate.recording.generate;

/** Checks numbers that generators are given. */
final class RangeCheck {

  private RangeCheck() {}

  /**
   * @throws IllegalArgumentException naming the number and what is allowed
   */
  static void check(String name, long value, long least, long most) {
    if (value < least || value > most) {
      boolean open = most == Long.MAX_VALUE || most == Integer.MAX_VALUE;
      throw new IllegalArgumentException(
          "%s: '%d' is not allowed; allowed: a whole number from %d%s"
              .formatted(name, value, least, open ? "" : " to " + most));
    }
  }
}
