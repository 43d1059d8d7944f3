package dev.reinstate.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How large numbers of a stream are: their mean square over about a window of them, which single
 * extremes do not move. It begins with the median of the first numbers that are not 0; a later one
 * counts as no more than a multiple of the scale. Extremes that keep coming become the scale within
 * a few dozen numbers. Serves one thread.
 */
public final class RobustScale {

  /** Numbers that it takes to know anything. */
  public static final int FIRST = 16;

  private final double maxRatio;
  private final int window;
  private final double[] first = new double[FIRST];
  private long seen;

  private double meanSquare;

  /**
   * @param times a number beyond so many times the scale is an extreme
   * @param window numbers that the scale is a mean of
   */
  RobustScale(double times, int window) {
    maxRatio = times * times;
    this.window = window;
  }

  boolean isKnown() {
    return meanSquare > 0;
  }

  /** 0 as long as nothing is known. */
  double meanSquare() {
    return meanSquare;
  }

  /** The largest square of a number that is no extreme; infinite as long as nothing is known. */
  double limit() {
    return isKnown() ? maxRatio * meanSquare : Double.POSITIVE_INFINITY;
  }

  /** Whether a number is an extreme, or none at all. */
  boolean isBeyond(double square) {
    return !(square <= limit() && square < Double.POSITIVE_INFINITY);
  }

  /** Counts the square of a number; what is no number is left out. */
  void add(double square) {
    if (Double.isNaN(square)) {
      return;
    }
    if (isKnown()) {
      seen++;
      double share = Math.max(1.0 / window, 1.0 / seen);
      meanSquare += share * (Math.min(square, limit()) - meanSquare);
      return;
    }
    first[(int) seen] = square;
    seen++;
    if (seen == FIRST) {
      begin();
    }
  }

  private void begin() {
    double[] sizes = Arrays.stream(first).filter(square -> square > 0).sorted().toArray();
    if (sizes.length == 0) {
      seen = 0;
      return;
    }
    double limit = maxRatio * sizes[(sizes.length - 1) / 2];
    meanSquare = Arrays.stream(first).map(square -> Math.min(square, limit)).sum() / FIRST;
  }

  ScaleSnapshot snapshot() {
    return new ScaleSnapshot(
        seen, meanSquare, isKnown() ? new double[0] : Arrays.copyOf(first, (int) seen));
  }

  void restore(ScaleSnapshot snapshot) {
    seen = snapshot.seen();
    meanSquare = snapshot.meanSquare();
    System.arraycopy(snapshot.first(), 0, first, 0, snapshot.first().length);
  }

  void save(DataOutput out) throws IOException {
    snapshot().write(out);
  }

  void restore(DataInput in) throws IOException {
    restore(ScaleSnapshot.read(in));
  }

  /** Goes on from a mean square that was known otherwise. */
  void restore(double known) {
    seen = window;
    meanSquare = known;
  }
}
