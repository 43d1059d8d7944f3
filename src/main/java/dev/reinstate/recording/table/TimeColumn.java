package dev.reinstate.recording.table;

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
import org.jspecify.annotations.Nullable;

/**
 * A column that holds times: {@code column}, {@code format} (iso, seconds, milliseconds, or a
 * pattern of Java's DateTimeFormatter) and {@code zone}, which a time without one is in.
 */
final class TimeColumn {

  private static final String ISO = "iso";
  private static final long MILLIS_A_SECOND = 1000;

  /** A time that no other time has part of, to try patterns with. */
  private static final ZonedDateTime EVENING =
      ZonedDateTime.of(2024, 11, 23, 22, 47, 58, 123_456_789, ZoneId.of("Europe/Berlin"));

  private final String column;
  private final String format;
  private final ZoneId zone;

  /** Null where times are numbers. */
  private final @Nullable DateTimeFormatter formatter;

  private TimeColumn(
      String column, String format, ZoneId zone, @Nullable DateTimeFormatter formatter) {
    this.column = column;
    this.format = format;
    this.zone = zone;
    this.formatter = formatter;
  }

  static TimeColumn of(Section section) {
    String format = section.text("format", ISO);
    String zone = section.text("zone", "UTC");
    try {
      return new TimeColumn(
          section.text("column"), format, ZoneId.of(zone), formatter(format, section));
    } catch (DateTimeException e) {
      throw section.wrong("zone", "a zone such as UTC, +01:00 or Europe/Berlin");
    }
  }

  private static @Nullable DateTimeFormatter formatter(String format, Section section) {
    return switch (format) {
      case "seconds", "milliseconds" -> null;
      case ISO ->
          new DateTimeFormatterBuilder()
              .append(DateTimeFormatter.ISO_LOCAL_DATE)
              .optionalStart()
              .appendLiteral('T')
              .append(DateTimeFormatter.ISO_LOCAL_TIME)
              .optionalStart()
              .appendOffsetId()
              .toFormatter(Locale.ROOT)
              .withResolverStyle(ResolverStyle.STRICT);
      default -> pattern(format, section);
    };
  }

  /** A pattern that keeps all that it reads. */
  private static DateTimeFormatter pattern(String format, Section section) {
    String allowed = "iso, seconds, milliseconds, or a pattern such as yyyy-MM-dd HH:mm";
    DateTimeFormatter formatter;
    try {
      formatter =
          new DateTimeFormatterBuilder()
              .appendPattern(format)
              .parseDefaulting(ChronoField.ERA, IsoEra.CE.getValue())
              .toFormatter(Locale.ROOT)
              .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw section.wrong("format", allowed);
    }
    try {
      String written = formatter.format(EVENING);
      if (formatter.format(zoned(formatter.parse(written), EVENING.getZone())).equals(written)) {
        return formatter;
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw section.wrong(
        "format",
        allowed
            + ", with all that a date and a time of day need: hh needs a, mm needs the hour, yyyy"
            + " and not YYYY");
  }

  /**
   * What was read as a time, in a zone unless it has its own; the start of a day without a time.
   */
  private static ZonedDateTime zoned(TemporalAccessor read, ZoneId zone) {
    if (read.isSupported(ChronoField.INSTANT_SECONDS)) {
      return ZonedDateTime.from(read);
    }
    LocalTime time = read.query(TemporalQueries.localTime());
    ZoneId own = read.query(TemporalQueries.zone());
    return ZonedDateTime.of(
        LocalDate.from(read), time == null ? LocalTime.MIDNIGHT : time, own == null ? zone : own);
  }

  String column() {
    return column;
  }

  /** The time in its own zone, where it has one, else in the column's. */
  ZonedDateTime of(Row row) throws BadRowException {
    Cell cell = row.cell(column);
    if (formatter == null) {
      double millis = format.equals("seconds") ? MILLIS_A_SECOND * cell.number() : cell.number();
      return Instant.ofEpochMilli(Math.round(millis)).atZone(zone);
    }
    try {
      return zoned(formatter.parse(cell.text()), zone);
    } catch (DateTimeException e) {
      throw cell.wrong(
          format.equals(ISO) ? "a time such as 2001-01-31T23:59" : "a time of the form " + format);
    }
  }

  /** The time as milliseconds since the epoch. */
  long millis(Row row) throws BadRowException {
    try {
      return of(row).toInstant().toEpochMilli();
    } catch (ArithmeticException e) {
      throw row.cell(column).wrong("a time that milliseconds since 1970 can say");
    }
  }
}
