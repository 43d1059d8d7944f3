package dev.reinstate.recording.table;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * A column that holds times: {@code column}, {@code format} (see {@link TimeFormat}) and {@code
 * zone}, which a time without one is in.
 */
record TimeColumn(String column, TimeFormat format, ZoneId zone) {

  static TimeColumn of(Section section) {
    String zone = section.text("zone", "UTC");
    try {
      return new TimeColumn(
          section.text("column"),
          TimeFormat.of(section.text("format", TimeFormat.ISO)),
          ZoneId.of(zone));
    } catch (DateTimeException e) {
      throw section.wrong("zone", "a zone such as UTC, +01:00 or Europe/Berlin");
    } catch (IllegalArgumentException e) {
      throw section.wrong("format", e.getMessage());
    }
  }

  /** The time in its own zone, where it has one, else in the column's. */
  ZonedDateTime of(Row row) throws BadRowException {
    Cell cell = row.cell(column);
    if (format.isNumber()) {
      return format.ofNumber(cell.number(), zone);
    }
    try {
      return format.ofText(cell.text(), zone);
    } catch (DateTimeException e) {
      throw cell.wrong(format.example());
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
