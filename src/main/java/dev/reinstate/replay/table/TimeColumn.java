package dev.reinstate.replay.table;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * A column that holds times: {@code column}, {@code format} (iso, seconds, milliseconds, or a
 * pattern of Java's DateTimeFormatter) and {@code zone}, which a time without one is in.
 */
final class TimeColumn {

  private static final String ISO = "iso";
  private static final long MILLIS_A_SECOND = 1000;

  private final String column;
  private final String format;
  private final ZoneId zone;

  /** Null where times are numbers. */
  private final DateTimeFormatter formatter;

  private TimeColumn(String column, String format, ZoneId zone, DateTimeFormatter formatter) {
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

  private static DateTimeFormatter formatter(String format, Section section) {
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
              .toFormatter(Locale.ROOT);
      default -> {
        try {
          yield DateTimeFormatter.ofPattern(format, Locale.ROOT);
        } catch (IllegalArgumentException e) {
          throw section.wrong(
              "format", "iso, seconds, milliseconds, or a pattern such as yyyy-MM-dd HH:mm");
        }
      }
    };
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
      TemporalAccessor time =
          formatter.parseBest(
              cell.text(), ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
      if (time instanceof ZonedDateTime zoned) {
        return zoned;
      }
      return time instanceof LocalDateTime local
          ? local.atZone(zone)
          : ((LocalDate) time).atStartOfDay(zone);
    } catch (DateTimeException e) {
      throw cell.wrong(
          format.equals(ISO) ? "a time such as 2001-01-31T23:59" : "a time of the form " + format);
    }
  }
}
