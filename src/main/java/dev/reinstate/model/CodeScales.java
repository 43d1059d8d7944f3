package dev.reinstate.model;

import java.util.Arrays;

/**
 * The scales of direct codes: the one that codes are made with now, and those that older codes are
 * of. Each says of every feature which raw number is 0 in a code, its middle, and how far from
 * there ±1 is, its range. Unlike mean and deviation a scale hardly ever changes: only when it does
 * not hold what comes any more, or is much too wide.
 *
 * <p>A code has the number of its scale, of which there are {@link #MAX}; then numbers begin anew,
 * and a code of before, if there still is one, is taken to be of the scale that has its number.
 */
public final class CodeScales {

  /** Scales that are kept. */
  public static final int MAX = 256;

  private final int features;

  /** Middles, then ranges, by the scale's number; null where there was none yet. */
  private final float[][] scales = new float[MAX][];

  private int newest;
  private int count;

  CodeScales(int features) {
    this.features = features;
  }

  /** Begins anew with the scale of number 0. */
  void begin(float[] scale) {
    Arrays.fill(scales, null);
    scales[0] = scale;
    newest = 0;
    count = 1;
  }

  /**
   * Adds a scale, which codes are made with from now on.
   *
   * @param scale middles, then ranges
   */
  void add(float[] scale) {
    newest = (newest + 1) % MAX;
    scales[newest] = scale;
    count = Math.min(count + 1, MAX);
  }

  /** The number of the scale that codes are made with, 0 to {@link #MAX} − 1. */
  public int newest() {
    return newest;
  }

  /** The raw number that is 0 in codes of a scale. */
  public float middle(int scale, int feature) {
    return of(scale)[feature];
  }

  /** How far from the middle ±1 is, above 0. */
  public float range(int scale, int feature) {
    return of(scale)[features + feature];
  }

  /** Of a number that no scale has, as an empty slot's, the newest. */
  private float[] of(int scale) {
    return scales[scale] == null ? scales[newest] : scales[scale];
  }

  /** How many numbers {@link #write} writes. */
  int size() {
    return 1 + 2 * features * count;
  }

  /** Writes the number of the newest scale, then all scales, the oldest first. */
  void write(float[] to, int from) {
    to[from] = newest;
    int at = from + 1;
    for (int age = count - 1; age >= 0; age--) {
      System.arraycopy(scales[Math.floorMod(newest - age, MAX)], 0, to, at, 2 * features);
      at += 2 * features;
    }
  }

  /** Whether so many numbers may be what {@link #write} wrote. */
  boolean accepts(int numbers) {
    int ofScales = numbers - 1;
    return ofScales > 0 && ofScales % (2 * features) == 0 && ofScales / (2 * features) <= MAX;
  }

  /** Takes what {@link #write} wrote: all numbers from one on. */
  void read(float[] from, int at) {
    Arrays.fill(scales, null);
    count = (from.length - at - 1) / (2 * features);
    newest = Math.floorMod((int) from[at], MAX);
    for (int i = 0; i < count; i++) {
      int begin = at + 1 + 2 * features * i;
      scales[Math.floorMod(newest - (count - 1 - i), MAX)] =
          Arrays.copyOfRange(from, begin, begin + 2 * features);
    }
  }
}
