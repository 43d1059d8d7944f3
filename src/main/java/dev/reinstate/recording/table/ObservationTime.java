package dev.reinstate.recording.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

/** When the observation of a row was made. */
interface ObservationTime {

  /** The columns that it depends on. */
  Collection<String> columns();

  /**
   * @param number of the row, from 1
   * @return milliseconds since the epoch
   */
  long of(Row row, long number) throws BadRowException;

  /** Reads the {@code time} of a mapping file. */
  static ObservationTime of(Section file) {
    Section section = file.section("time", "{column: at}");
    ObservationTime time;
    if (section.oneOf("column", "row").equals("column")) {
      time = new At(TimeColumn.of(section));
    } else {
      time = new ByRow(start(section), section.choice("row", TimeUnit.class));
    }
    section.done();
    return time;
  }

  private static long start(Section section) {
    try {
      return LocalDate.parse(section.text("start", "2000-01-01"))
          .atStartOfDay(ZoneOffset.UTC)
          .toInstant()
          .toEpochMilli();
    } catch (DateTimeException e) {
      throw section.wrong("start", "a date such as 2000-01-01");
    }
  }

  /** A column says it. */
  record At(TimeColumn time) implements ObservationTime {

    @Override
    public Collection<String> columns() {
      return List.of(time.column());
    }

    @Override
    public long of(Row row, long number) throws BadRowException {
      return time.millis(row);
    }
  }

  /**
   * Rows follow one another at equal times.
   *
   * @param start one unit before the first row, milliseconds since the epoch
   * @param unit between two rows
   */
  record ByRow(long start, TimeUnit unit) implements ObservationTime {

    @Override
    public Collection<String> columns() {
      return List.of();
    }

    @Override
    public long of(Row row, long number) {
      return start + number * unit.millis();
    }
  }
}
