package dev.reinstate.recording.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What observations have in their features, number by number as they come. */
final class FeatureStatistics {

  private static final double OFTEN = 0.5;
  private static final double PERCENT = 100;

  private final List<Feature> features;
  private final List<Column> columns = new ArrayList<>();
  private long observations;

  FeatureStatistics(List<Feature> features) {
    this.features = features;
    int size = features.stream().mapToInt(Feature::size).sum();
    for (int i = 0; i < size; i++) {
      columns.add(new Column());
    }
  }

  void add(float[] x) {
    observations++;
    for (int i = 0; i < x.length; i++) {
      if (!Float.isNaN(x[i])) {
        columns.get(i).add(x[i]);
      }
    }
  }

  List<FeatureSummary> summaries() {
    List<FeatureSummary> summaries = new ArrayList<>();
    for (Feature feature : features) {
      for (int number = 0; number < feature.size(); number++) {
        summaries.add(summary(feature, number, summaries.size()));
      }
    }
    return summaries;
  }

  private FeatureSummary summary(Feature feature, int number, int index) {
    Column column = columns.get(index);
    boolean any = column.count > 0;
    boolean hashed = feature.as() == Feature.As.HASHED;
    double missing = 1 - (double) column.count / observations;
    return new FeatureSummary(
        index,
        feature.name(number),
        feature.column(),
        hashed,
        any ? column.mean : null,
        any ? Math.sqrt(column.squares / column.count) : null,
        any ? column.least.value : null,
        any ? column.greatest.value : null,
        missing,
        hashed ? ofHash(column, number) : warnings(column, missing));
  }

  /** Its numbers mean nothing one by one. */
  private static List<String> ofHash(Column column, int number) {
    return number == 0 && column.isConstant() ? List.of("is always the same") : List.of();
  }

  private static List<String> warnings(Column column, double missing) {
    if (column.count == 0) {
      return List.of("is always missing");
    }
    List<String> warnings = new ArrayList<>();
    if (column.isConstant()) {
      warnings.add("is always " + number(column.least.value));
    }
    if (missing > OFTEN) {
      warnings.add(String.format(Locale.ROOT, "is missing in %.1f %%", PERCENT * missing));
    }
    Extreme least = column.least;
    Extreme greatest = column.greatest;
    if (column.hasManyValues() && least.isFarFromOthers(greatest)) {
      warnings.add(sentinel(least, least.next, greatest.value));
    }
    if (column.hasManyValues() && greatest.isFarFromOthers(least)) {
      warnings.add(sentinel(greatest, least.value, greatest.next));
    }
    return warnings;
  }

  private static String sentinel(Extreme extreme, double from, double to) {
    return String.format(
        Locale.ROOT,
        "is %s in %,d rows, far from all others, %s to %s; if that means missing, name it under"
            + " missing",
        number(extreme.value),
        extreme.count,
        number(from),
        number(to));
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Float.toString((float) value);
  }

  /** One number of all vectors. */
  private static final class Column {

    /** Different numbers that make a scale; one of few may be far from the others as it is. */
    private static final int MANY = 12;

    private final double[] values = new double[MANY];
    private int different;
    private final Extreme least = new Extreme(-1);
    private final Extreme greatest = new Extreme(1);
    private long count;
    private double mean;
    private double squares;

    /** Welford's sums, which lose no digits to a large mean. */
    private void add(double value) {
      count++;
      double difference = value - mean;
      mean += difference / count;
      squares += difference * (value - mean);
      least.add(value);
      greatest.add(value);
      if (different < MANY && !isKnown(value)) {
        values[different++] = value;
      }
    }

    private boolean isKnown(double value) {
      for (int i = 0; i < different; i++) {
        if (values[i] == value) {
          return true;
        }
      }
      return false;
    }

    private boolean hasManyValues() {
      return different == MANY;
    }

    private boolean isConstant() {
      return least.value == greatest.value;
    }
  }

  /** The least or the greatest number, how often it came, and the next one. */
  private static final class Extreme {

    /** Fewer may be chance. */
    private static final int REPEATED = 3;

    private final int sign;
    private double value;
    private double next;
    private long count;

    /**
     * @param sign 1 for the greatest, −1 for the least
     */
    private Extreme(int sign) {
      this.sign = sign;
      value = -sign * Double.POSITIVE_INFINITY;
      next = value;
    }

    private void add(double other) {
      if (other == value) {
        count++;
      } else if (sign * other > sign * value) {
        next = value;
        value = other;
        count = 1;
      } else if (sign * other > sign * next) {
        next = other;
      }
    }

    /** Whether it came again and again, further from all others than they are from each other. */
    private boolean isFarFromOthers(Extreme opposite) {
      return count >= REPEATED && Math.abs(value - next) > Math.abs(next - opposite.value);
    }
  }
}
