package dev.reinstate.recording.table;

import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a column adds to the vector of an observation. */
interface Feature {

  String column();

  /** How they are made. */
  As as();

  /** How many numbers. */
  int size();

  /** Whether one of them, from 0, may well be the same in all rows of a table. */
  default boolean mayBeConstant(int number) {
    return false;
  }

  /** What a person calls one of them, from 0. */
  String name(int number);

  /** Writes them to x, which is 0, from an index on; NaN where they are missing. */
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
                  section.isList("missing") ? Double.NaN : section.number("missing", Double.NaN),
                  section.isList("missing")
                      ? new MissingTexts(section.texts("missing"))
                      : MissingTexts.NONE);
          case ONE_HOT -> new OneHot(column, section.texts("values"), section.flag("other"));
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
   * @param standIn the number where the cell is missing, or NaN
   * @param missing texts that say so
   */
  record Number(
      String column, boolean log, double center, double scale, double standIn, MissingTexts missing)
      implements Feature {

    @Override
    public As as() {
      return As.NUMBER;
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public String name(int number) {
      return column;
    }

    @Override
    public void write(Row row, float[] x, int at) throws BadRowException {
      Cell cell = row.cell(column).knowing(missing);
      double given = cell.numberOrNan();
      double number = Double.isNaN(given) ? standIn : given;
      if (log && number <= -1) {
        throw cell.wrong("a number above -1, for its logarithm");
      }
      x[at] = (float) (((log ? StrictMath.log(number + 1) : number) - center) / scale);
      if (!Double.isNaN(number) && !Float.isFinite(x[at])) {
        throw cell.wrong("a number that float32 can hold");
      }
    }
  }

  /**
   * A 1 at the place of the value, and 0 elsewhere; 0 everywhere where it is missing, unless that
   * is a value, too.
   *
   * @param other whether there is a place for all other values
   */
  record OneHot(String column, List<String> values, boolean other) implements Feature {

    @Override
    public As as() {
      return As.ONE_HOT;
    }

    @Override
    public int size() {
      return values.size() + (other ? 1 : 0);
    }

    @Override
    public String name(int number) {
      return number < values.size() ? column + "=" + values.get(number) : column + ", other";
    }

    /** Values that nobody listed may be yet to come. */
    @Override
    public boolean mayBeConstant(int number) {
      return number == values.size();
    }

    @Override
    public void write(Row row, float[] x, int at) throws BadRowException {
      Cell cell = row.cell(column);
      int value = values.indexOf(cell.text());
      if (value >= 0) {
        x[at + value] = 1;
      } else if (!cell.missing()) {
        if (!other) {
          throw cell.wrong(String.join(", ", values));
        }
        x[at + values.size()] = 1;
      }
    }
  }

  /**
   * A vector of length 1 that a hash of the value makes. That it is missing is a value, too.
   *
   * @param seen vectors by value, up to {@value #MAX_SEEN}
   */
  record Hashed(String column, int size, Map<String, float[]> seen) implements Feature {

    private static final int MAX_SEEN = 100_000;

    @Override
    public As as() {
      return As.HASHED;
    }

    @Override
    public String name(int number) {
      return "%s, hashed %d".formatted(column, number);
    }

    @Override
    public void write(Row row, float[] x, int at) {
      Cell cell = row.cell(column);
      String value = cell.missing() ? "" : cell.text();
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
    public As as() {
      return As.CYCLIC;
    }

    @Override
    public int size() {
      return 2 * harmonics;
    }

    @Override
    public String name(int number) {
      return Encodings.harmonic(column, number);
    }

    @Override
    public void write(Row row, float[] x, int at) throws BadRowException {
      Encodings.cycle(row.cell(column).numberOrNan() / period, harmonics, x, at);
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
    public As as() {
      return As.CYCLIC;
    }

    @Override
    public int size() {
      return 2 * harmonics;
    }

    @Override
    public String name(int number) {
      String part = of.name().toLowerCase(Locale.ROOT);
      return Encodings.harmonic("%s, %s".formatted(column(), part), number);
    }

    @Override
    public void write(Row row, float[] x, int at) throws BadRowException {
      if (row.cell(column()).missing()) {
        Arrays.fill(x, at, at + size(), Float.NaN);
        return;
      }
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
