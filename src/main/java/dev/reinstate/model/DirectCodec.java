package dev.reinstate.model;

import dev.reinstate.memory.Precision;

/**
 * Keeps an observation itself: a byte that says which of the {@link CodeScales} its numbers are of,
 * then each raw feature in that scale, then the indicators. It gives back what the {@link
 * Standardiser} makes of the raw features by now, however far mean and deviation have moved since
 * the code was made: in int8 but for rounding and for what lay outside of the code's scale, in
 * float32 but for the rounding of floats, which is what the mode {@code exact} compares others
 * with.
 *
 * <p>A memory's scale and today's mean and deviation make one multiplication and one addition for
 * each feature; they are computed once for each scale when either changes.
 */
public final class DirectCodec implements Codec {

  /** The byte of int8 that stands for no number of a code: the feature was missing. */
  private static final float MISSING_BYTE = Byte.MIN_VALUE / 127f;

  /** Keeps a sum of two from being infinite. */
  private static final float LARGEST = Float.MAX_VALUE / 4;

  private final Standardiser standardiser;
  private final Precision precision;
  private final int features;
  private final int size;

  /** What a missing feature is in a code. */
  private final float missing;

  /** The largest number of a code; a smaller one than its negative is missing, as NaN is. */
  private final float limit;

  /** By the scale's number: what is added to each feature of x̃, then what it is multiplied by. */
  private final float[][] maps = new float[CodeScales.MAX][];

  /** The standardiser's version that each map is of. */
  private final long[] mapped = new long[CodeScales.MAX];

  private float[] numbers = new float[0];

  /**
   * @param standardiser of the model, as it is at each moment
   * @param precision of the code's numbers
   */
  public DirectCodec(Standardiser standardiser, Precision precision) {
    this.standardiser = standardiser;
    this.precision = precision;
    features = standardiser.features();
    size = standardiser.inputSize();
    boolean rounded = precision == Precision.INT8;
    missing = rounded ? MISSING_BYTE : Float.NaN;
    limit = rounded ? 1 : LARGEST;
  }

  @Override
  public int codeBytes() {
    return 1 + precision.bytes(size);
  }

  @Override
  public void encode(float[] raw, float[] x, int rows, byte[] codes) {
    if (numbers.length < size) {
      numbers = new float[size];
    }
    CodeScales scales = standardiser.codeScales();
    int scale = scales.newest();
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < features; i++) {
        float number = raw[row * features + i];
        numbers[i] =
            Float.isNaN(number)
                ? missing
                : limited((number - scales.middle(scale, i)) / scales.range(scale, i), limit);
      }
      System.arraycopy(x, row * size + features, numbers, features, size - features);
      int at = row * codeBytes();
      codes[at] = (byte) scale;
      precision.writeCodes(numbers, 0, size, codes, at + 1);
    }
  }

  @Override
  public void decode(byte[] codes, int rows, float[] x) {
    for (int row = 0; row < rows; row++) {
      decode(codes, row * codeBytes(), x, row * size);
    }
  }

  private void decode(byte[] codes, int from, float[] x, int at) {
    precision.readCodes(codes, from + 1, size, x, at);
    float[] map = map(Byte.toUnsignedInt(codes[from]));
    for (int i = 0; i < features; i++) {
      float number = x[at + i];
      x[at + i] =
          number >= -limit ? limited(map[i] + map[features + i] * number, Standardiser.MAX) : 0;
    }
    for (int i = features; i < size; i++) {
      // codes of before they had a scale each divided indicators as well
      x[at + i] = x[at + i] > 0 ? 1 : 0;
    }
  }

  private float[] map(int scale) {
    float[] map = maps[scale];
    if (map == null || mapped[scale] != standardiser.version()) {
      map = map == null ? new float[2 * features] : map;
      standardiser.mapCode(scale, map);
      for (int i = 0; i < map.length; i++) {
        map[i] = limited(map[i], LARGEST);
      }
      maps[scale] = map;
      mapped[scale] = standardiser.version();
    }
    return map;
  }

  private static float limited(float x, float max) {
    return Math.max(-max, Math.min(max, x));
  }

  @Override
  public long version() {
    return standardiser.version();
  }

  @Override
  public void read(byte[] codes, int from, float[] to, int at) {
    decode(codes, from, to, at);
    for (int i = at; i < at + size; i++) {
      to[i] /= Standardiser.MAX;
    }
  }

  /** They are the input again, so that nothing is decoded twice. */
  @Override
  public void read(byte[] codes, float[] x, int rows, int size, float[] to) {
    for (int i = 0; i < rows * size; i++) {
      to[i] = x[i] / Standardiser.MAX;
    }
  }
}
