package dev.reinstate.recording.table;

import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a column adds to the vector of an observation. */
interface Feature {

  String column();

  /** How many numbers. */
  int size();

  /** Writes them to x from an index on. */
  void write(Row row, float[] x, int at) throws BadRowException;

  /** Ways to make numbers of a column. */
  enum As {
    NUMBER,
    ONE_HOT,
    HASHED,
    CYCLIC
  }

  /** Cycles of the calendar. */
  enum Of {
    /** Time of day. */
    DAY,
    /** Day of the week, from Monday, whole days. */
    WEEKDAY,
    /** Day of the year, whole days. */
    YEAR
  }

  /** Maximum number of features from one column. */
  int MAX_SIZE = 4096;

  /** Reads how a feature is made. */
  static Feature of(Section section) {
    String column = section.text("column");
    Feature feature =
        switch (section.choice("as", As.class)) {
          case NUMBER ->
              new Number(
                  column,
                  section.flag("log"),
                  section.number("center", 0),
                  scale(section),
                  section.number("missing", Double.NaN));
          case ONE_HOT -> new OneHot(column, section.texts("values"));
          case HASHED -> new Hashed(column, section.whole("size", 1, MAX_SIZE), new HashMap<>());
          case CYCLIC -> cyclic(section, column);
        };
    section.done();
    return feature;
  }

  private static double scale(Section section) {
    double scale = section.number("scale", 1);
    if (scale == 0) {
      throw section.wrong("scale", "a number other than 0");
    }
    return scale;
  }

  private static Feature cyclic(Section section, String column) {
    int harmonics = section.has("harmonics") ? section.whole("harmonics", 1, MAX_SIZE / 2) : 1;
    if (section.oneOf("of", "period").equals("of")) {
      return new Calendar(TimeColumn.of(section), section.choice("of", Of.class), harmonics);
    }
    double period = section.number("period");
    if (period <= 0) {
      throw section.wrong("period", "a number above 0");
    }
    return new Cycle(column, period, harmonics);
  }

  /**
   * (number − center) / scale; with log, of the logarithm of the number + 1.
   *
   * @param missing stands in for an empty cell; NaN where there must be none
   */
  record Number(String column, boolean log, double center, double scale, double missing)
      implements Feature {

    @Override
    public int size() {
      return 1;
    }

    @Override
    public void write(Row row, float[] x, int at) throws BadRowException {
      Cell cell = row.cell(column);
      double number = cell.isEmpty() && !Double.isNaN(missing) ? missing : cell.number();
      if (log && number <= -1) {
        throw cell.wrong("a number above -1, for its logarithm");
      }
      x[at] = (float) (((log ? StrictMath.log(number + 1) : number) - center) / scale);
      if (!Float.isFinite(x[at])) {
        throw cell.wrong("a number that float32 can hold");
      }
    }
  }

  /** A 1 at the place of the value, and 0 elsewhere. */
  record OneHot(String column, List<String> values) implements Feature {

    @Override
    public int size() {
      return values.size();
    }

    @Override
    public void write(Row row, float[] x, int at) throws BadRowException {
      Cell cell = row.cell(column);
      int value = values.indexOf(cell.text());
      if (value < 0) {
        throw cell.wrong(String.join(", ", values));
      }
      x[at + value] = 1;
    }
  }

  /**
   * A vector of length 1 that a hash of the value makes.
   *
   * @param seen vectors by value, up to {@value #MAX_SEEN}
   */
  record Hashed(String column, int size, Map<String, float[]> seen) implements Feature {

    private static final int MAX_SEEN = 100_000;

    @Override
    public void write(Row row, float[] x, int at) throws BadRowException {
      String value = row.cell(column).required();
      float[] vector = seen.get(value);
      if (vector == null) {
        vector = Encodings.hashed(value, size);
        if (seen.size() < MAX_SEEN) {
          seen.put(value, vector);
        }
      }
      System.arraycopy(vector, 0, x, at, size);
    }
  }

  /** Sine and cosine of a number that comes round. */
  record Cycle(String column, double period, int harmonics) implements Feature {

    @Override
    public int size() {
      return 2 * harmonics;
    }

    @Override
    public void write(Row row, float[] x, int at) throws BadRowException {
      Encodings.cycle(row.cell(column).number() / period, harmonics, x, at);
    }
  }

  /** Sine and cosine of a time in the calendar. */
  record Calendar(TimeColumn time, Of of, int harmonics) implements Feature {

    private static final double NANOS_A_DAY = 24 * 60 * 60 * 1e9;
    private static final double DAYS_A_WEEK = 7;

    @Override
    public String column() {
      return time.column();
    }

    @Override
    public int size() {
      return 2 * harmonics;
    }

    @Override
    public void write(Row row, float[] x, int at) throws BadRowException {
      ZonedDateTime when = time.of(row);
      double turns =
          switch (of) {
            case DAY -> when.toLocalTime().toNanoOfDay() / NANOS_A_DAY;
            case WEEKDAY -> (when.getDayOfWeek().getValue() - 1) / DAYS_A_WEEK;
            case YEAR -> (when.getDayOfYear() - 1) / (double) when.toLocalDate().lengthOfYear();
          };
      Encodings.cycle(turns, harmonics, x, at);
    }
  }
}
