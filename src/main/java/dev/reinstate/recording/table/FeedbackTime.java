package dev.reinstate.recording.table;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When the target of a row is known, or due. */
interface FeedbackTime {

  /** The columns that it depends on. */
  Collection<String> columns();

  /**
   * @param observed time of the observation, milliseconds since the epoch
   * @return the time, in the same unit
   */
  long of(Row row, long observed) throws BadRowException;

  /** Reads the {@code due} of a target, if there is one. */
  static @Nullable FeedbackTime dueOf(Section target) {
    if (!target.has("due")) {
      return null;
    }
    Section due = target.section("due", "{delay: {unit: days, plus: 30}}");
    FeedbackTime time = of(due);
    due.done();
    return time;
  }

  /** Reads a {@code time} or a {@code delay}. */
  static FeedbackTime of(Section parent) {
    Section section;
    FeedbackTime time;
    if (parent.oneOf("time", "delay").equals("time")) {
      section = parent.section("time", "{column: known}");
      time = new At(TimeColumn.of(section), offset(section));
    } else {
      section = parent.section("delay", "{unit: days, plus: 30}");
      time =
          new After(
              section.choice("unit", TimeUnit.class),
              section.number("plus", 0),
              section.has("columns") ? section.numbers("columns", "{wait: 1}") : Map.of(),
              section.flag("whole"),
              section.number("least", Double.NEGATIVE_INFINITY));
    }
    section.done();
    return time;
  }

  /** In milliseconds. */
  private static long offset(Section section) {
    return section.has("plus")
        ? Math.round(section.number("plus") * section.choice("unit", TimeUnit.class).millis())
        : 0;
  }

  /**
   * A column says it.
   *
   * @param offset how much later it is, milliseconds
   */
  record At(TimeColumn time, long offset) implements FeedbackTime {

    @Override
    public Collection<String> columns() {
      return List.of(time.column());
    }

    @Override
    public long of(Row row, long observed) throws BadRowException {
      return time.millis(row) + offset;
    }
  }

  /**
   * After the observation, by plus + the sum of columns times their factors.
   *
   * @param whole whether parts of a unit are left out
   * @param min the shortest delay
   */
  record After(TimeUnit unit, double plus, Map<String, Double> factors, boolean whole, double min)
      implements FeedbackTime {

    @Override
    public Collection<String> columns() {
      return factors.keySet();
    }

    @Override
    public long of(Row row, long observed) throws BadRowException {
      double sum = plus;
      for (Map.Entry<String, Double> factor : factors.entrySet()) {
        sum += factor.getValue() * row.cell(factor.getKey()).number();
      }
      // first to milliseconds: what is a whole unit but for rounding is one
      long millis = Math.round(sum * unit.millis());
      if (whole) {
        millis = Math.floorDiv(millis, unit.millis()) * unit.millis();
      }
      return observed + Math.max(millis, Math.round(min * unit.millis()));
    }
  }
}
