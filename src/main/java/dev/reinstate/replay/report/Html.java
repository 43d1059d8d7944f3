package dev.reinstate.replay.report;

import dev.reinstate.evaluation.ConfidenceInterval;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Pieces of HTML. What comes from a recording or a setting goes through {@link #text}. */
final class Html {

  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Html() {}

  /** Any text, so that it means nothing but itself, in an element or an attribute in quotes. */
  static String text(String any) {
    StringBuilder safe = new StringBuilder();
    any.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
              }
            });
    return safe.toString();
  }

  static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  static String number(@Nullable Double value) {
    return value == null ? "–" : format("%.4f", value);
  }

  static String signed(@Nullable Double value) {
    return value == null ? "–" : format("%+.4f", value);
  }

  static String interval(ConfidenceInterval interval) {
    return interval == null ? "–" : format("%.4f to %.4f", interval.low(), interval.high());
  }

  static String signed(@Nullable ConfidenceInterval interval) {
    return interval == null ? "–" : format("%+.4f to %+.4f", interval.low(), interval.high());
  }

  /** A time in UTC, to the minute. */
  static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }

  /** A length of time in its two largest units. */
  static String duration(long millis) {
    long size = Math.abs(millis);
    String sign = millis < 0 ? "−" : "";
    if (size < SECOND) {
      return sign + size + " ms";
    }
    if (size < MINUTE) {
      return sign + size / SECOND + " s";
    }
    if (size < HOUR) {
      return sign + size / MINUTE + " min";
    }
    if (size < DAY) {
      return sign + two(size / HOUR, " h", size % HOUR / MINUTE, " min");
    }
    return sign + two(size / DAY, " d", size % DAY / HOUR, " h");
  }

  private static String two(long large, String unit, long small, String smallUnit) {
    return large + unit + (small == 0 ? "" : " " + small + smallUnit);
  }
}
