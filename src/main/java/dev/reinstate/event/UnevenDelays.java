package dev.reinstate.event;

import java.util.Locale;

/**
 * Feedback of one class that comes long before that of another.
 *
 * @param soon the class whose feedback comes first
 * @param soonMillis how late that is, the median
 * @param late the class whose feedback comes last
 * @param lateMillis how late that is, the median
 */
public record UnevenDelays(int soon, long soonMillis, int late, long lateMillis) {

  /** What to do about it. */
  private static final String REMEDY =
      "set feedback.default-after, or send feedback of all classes at the same age";

  private static final double SECOND = 1000;
  private static final double MINUTE = 60 * SECOND;
  private static final double HOUR = 60 * MINUTE;
  private static final double DAY = 24 * HOUR;

  /** What it does, and what to do about it. */
  public String warning() {
    return "feedback of class %d comes after %s, that of class %d after %s: predictions lean to %d; %s"
        .formatted(soon, duration(soonMillis), late, duration(lateMillis), soon, REMEDY);
  }

  /**
   * What it does that all feedback is of one class.
   *
   * @param label the class
   * @param waiting observations that have no feedback
   */
  public static String oneClass(int label, long waiting) {
    return String.format(
        Locale.ROOT,
        "all feedback so far is of class %d, and %,d observations have none: predictions lean to it; %s",
        label,
        waiting,
        REMEDY);
  }

  private static String duration(long millis) {
    double size = millis;
    if (size >= 2 * DAY) {
      return format(size / DAY, "d");
    }
    if (size >= 2 * HOUR) {
      return format(size / HOUR, "h");
    }
    return size >= 2 * MINUTE ? format(size / MINUTE, "min") : format(size / SECOND, "s");
  }

  private static String format(double size, String unit) {
    return String.format(Locale.ROOT, "%.1f %s", size, unit);
  }
}
