package dev.reinstate.compute;

/**
 * Computes exp and log one number at a time, without vector instructions. eˣ = 2ⁿ eʳ with |r| ≤
 * log(2)/2 and the Taylor polynomial of eʳ; log x = k log 2 + 2 artanh s with s = (m − 1)/(m + 1),
 * x = 2ᵏ m and √½ ≤ m < √2, and the series of artanh.
 */
final class ScalarElementary implements Elementary {

  static final double LOG2_E = 1.4426950408889634;

  /** log 2 in two parts; the first has zeros at its end, so that its products are exact. */
  static final double LOG_2_HIGH = 0x1.62e42fefa38p-1;

  static final double LOG_2_LOW = 0x1.ef35793c7673p-45;

  /** Added to a number below 2⁵¹, leaves it rounded to a whole one in the low bits. */
  static final double ROUND = 0x1.8p52;

  /** What is smaller or larger has no normal eˣ. */
  static final double MIN_EXPONENT = -708;

  static final double MAX_EXPONENT = 709;

  /** 1/n!, the last first, down to that of r². */
  static final double[] EXP = {
    1 / 6227020800.0,
    1 / 479001600.0,
    1 / 39916800.0,
    1 / 3628800.0,
    1 / 362880.0,
    1 / 40320.0,
    1 / 5040.0,
    1 / 720.0,
    1 / 120.0,
    1 / 24.0,
    1 / 6.0,
    .5
  };

  /** 2/(2n + 1), the last first, down to that of s³. */
  static final double[] LOG = {
    2 / 21.0, 2 / 19.0, 2 / 17.0, 2 / 15.0, 2 / 13.0, 2 / 11.0, 2 / 9.0, 2 / 7.0, 2 / 5.0, 2 / 3.0
  };

  static final int MANTISSA_BITS = 52;

  /** Bits of √½ less those of 2¹⁰²⁴ below it, so that what is left of a number is above 0. */
  static final long ROOT_HALF = 0x3fe6a09e667f3bcdL - (1024L << MANTISSA_BITS);

  static final long EXPONENT_BIAS = 1024;

  @Override
  public void exp(double[] x, int from, int count) {
    for (int i = from; i < from + count; i++) {
      x[i] = exp(x[i]);
    }
  }

  @Override
  public void log(double[] x, int from, int count) {
    for (int i = from; i < from + count; i++) {
      x[i] = log(x[i]);
    }
  }

  static double exp(double x) {
    if (!(x >= MIN_EXPONENT && x <= MAX_EXPONENT)) {
      return Math.exp(x);
    }
    double shifted = x * LOG2_E + ROUND;
    double n = shifted - ROUND;
    double r = Math.fma(-n, LOG_2_LOW, Math.fma(-n, LOG_2_HIGH, x));
    double sum = EXP[0];
    for (int i = 1; i < EXP.length; i++) {
      sum = Math.fma(sum, r, EXP[i]);
    }
    double power = 1 + Math.fma(sum, r * r, r);
    // the low bits of what was rounded are n, to be added to the exponent
    long bits =
        Double.doubleToRawLongBits(power) + (Double.doubleToRawLongBits(shifted) << MANTISSA_BITS);
    return Double.longBitsToDouble(bits);
  }

  static double log(double x) {
    if (!(x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE)) {
      return Math.log(x);
    }
    long bits = Double.doubleToRawLongBits(x);
    long biased = bits - ROOT_HALF >>> MANTISSA_BITS;
    double m =
        Double.longBitsToDouble(
            bits - (biased << MANTISSA_BITS) + (EXPONENT_BIAS << MANTISSA_BITS));
    double k = biased - EXPONENT_BIAS;
    double s = (m - 1) / (m + 1);
    double square = s * s;
    double sum = LOG[0];
    for (int i = 1; i < LOG.length; i++) {
      sum = Math.fma(sum, square, LOG[i]);
    }
    double rest = Math.fma(k, LOG_2_LOW, sum * square * s);
    return Math.fma(k, LOG_2_HIGH, Math.fma(2, s, rest));
  }
}
