package dev.reinstate.recording.table;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.chrono.IsoEra;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How times are written: iso, a number since 1970 in seconds, milliseconds, microseconds or
 * nanoseconds, or a pattern of Java's DateTimeFormatter.
 */
public final class TimeFormat {

  public static final String ISO = "iso";

  private static final Map<String, Double> MILLIS_BY_UNIT =
      Map.of("seconds", 1e3, "milliseconds", 1.0, "microseconds", 1e-3, "nanoseconds", 1e-6);

  private static final String ALLOWED =
      "iso, seconds, milliseconds, microseconds, nanoseconds, or a pattern such as yyyy-MM-dd HH:mm";

  /** A time that no other time has part of, to try patterns with. */
  private static final ZonedDateTime EVENING =
      ZonedDateTime.of(2024, 11, 23, 22, 47, 58, 123_456_789, ZoneId.of("Europe/Berlin"));

  private final String name;

  /** Null where times are numbers. */
  private final @Nullable DateTimeFormatter formatter;

  private TimeFormat(String name, @Nullable DateTimeFormatter formatter) {
    this.name = name;
    this.formatter = formatter;
  }

  /**
   * @throws IllegalArgumentException saying what is allowed
   */
  public static TimeFormat of(String name) {
    if (MILLIS_BY_UNIT.containsKey(name)) {
      return new TimeFormat(name, null);
    }
    return new TimeFormat(name, name.equals(ISO) ? iso() : pattern(name));
  }

  private static DateTimeFormatter iso() {
    return new DateTimeFormatterBuilder()
        .append(DateTimeFormatter.ISO_LOCAL_DATE)
        .optionalStart()
        .appendLiteral('T')
        .append(DateTimeFormatter.ISO_LOCAL_TIME)
        .optionalStart()
        .appendOffsetId()
        .toFormatter(Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /** A pattern that keeps all that it reads. Names of months and days are English, in any case. */
  private static DateTimeFormatter pattern(String pattern) {
    DateTimeFormatter formatter;
    try {
      formatter =
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .appendPattern(pattern)
              .parseDefaulting(ChronoField.ERA, IsoEra.CE.getValue())
              .toFormatter(Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(ALLOWED, e);
    }
    try {
      String written = formatter.format(EVENING);
      if (formatter.format(zoned(formatter.parse(written), EVENING.getZone())).equals(written)) {
        return formatter;
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw new IllegalArgumentException(
        ALLOWED
            + ", with all that a date and a time of day need: hh needs a, mm needs the hour, yyyy"
            + " and not YYYY");
  }

  public String name() {
    return name;
  }

  /** Whether times are numbers. */
  public boolean isNumber() {
    return formatter == null;
  }

  /** What a time looks like. */
  String example() {
    if (isNumber()) {
      return "a number";
    }
    return name.equals(ISO) ? "a time such as 2001-01-31T23:59" : "a time of the form " + name;
  }

  /**
   * The time that a number says.
   *
   * @throws DateTimeException if there is no such time
   */
  public ZonedDateTime ofNumber(double number, ZoneId zone) {
    return Instant.ofEpochMilli(Math.round(MILLIS_BY_UNIT.get(name) * number)).atZone(zone);
  }

  /** Whether a text has the form of these times; cheaper than to try. */
  public boolean fits(String text) {
    if (isNumber()) {
      return true;
    }
    ParsePosition end = new ParsePosition(0);
    return formatter.parseUnresolved(text, end) != null && end.getIndex() == text.length();
  }

  /**
   * The time that a text says, in its own zone, where it has one, else in the one given; the start
   * of a day without a time.
   *
   * @throws DateTimeException if it says none
   */
  public ZonedDateTime ofText(String text, ZoneId zone) {
    return zoned(formatter.parse(text), zone);
  }

  private static ZonedDateTime zoned(TemporalAccessor read, ZoneId zone) {
    if (read.isSupported(ChronoField.INSTANT_SECONDS)) {
      return ZonedDateTime.from(read);
    }
    LocalTime time = read.query(TemporalQueries.localTime());
    ZoneId own = read.query(TemporalQueries.zone());
    return ZonedDateTime.of(
        LocalDate.from(read), time == null ? LocalTime.MIDNIGHT : time, own == null ? zone : own);
  }
}
