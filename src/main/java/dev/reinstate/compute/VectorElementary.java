package dev.reinstate.compute;

import static dev.reinstate.compute.ScalarElementary.EXP;
import static dev.reinstate.compute.ScalarElementary.EXPONENT_BIAS;
import static dev.reinstate.compute.ScalarElementary.LOG;
import static dev.reinstate.compute.ScalarElementary.LOG2_E;
import static dev.reinstate.compute.ScalarElementary.LOG_2_HIGH;
import static dev.reinstate.compute.ScalarElementary.LOG_2_LOW;
import static dev.reinstate.compute.ScalarElementary.MANTISSA_BITS;
import static dev.reinstate.compute.ScalarElementary.MAX_EXPONENT;
import static dev.reinstate.compute.ScalarElementary.MIN_EXPONENT;
import static dev.reinstate.compute.ScalarElementary.ROOT_HALF;
import static dev.reinstate.compute.ScalarElementary.ROUND;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** With the processor's vectors, step by step what {@link ScalarElementary} does. */
final class VectorElementary implements Elementary {

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** A double of this exponent has a whole number in its low bits. */
  private static final double WHOLE = 0x1p52;

  private static final long WHOLE_BITS = Double.doubleToRawLongBits(WHOLE);

  @Override
  public void exp(double[] x, int from, int count) {
    int i = from;
    for (; i <= from + count - LANES; i += LANES) {
      DoubleVector vector = DoubleVector.fromArray(SPECIES, x, i);
      var normal =
          vector
              .compare(VectorOperators.GE, MIN_EXPONENT)
              .and(vector.compare(VectorOperators.LE, MAX_EXPONENT));
      if (normal.allTrue()) {
        exp(vector).intoArray(x, i);
      } else {
        for (int lane = i; lane < i + LANES; lane++) {
          x[lane] = ScalarElementary.exp(x[lane]);
        }
      }
    }
    for (; i < from + count; i++) {
      x[i] = ScalarElementary.exp(x[i]);
    }
  }

  private static DoubleVector exp(DoubleVector x) {
    DoubleVector shifted = x.mul(LOG2_E).add(ROUND);
    DoubleVector minus = shifted.sub(ROUND).neg();
    DoubleVector r =
        minus.fma(
            DoubleVector.broadcast(SPECIES, LOG_2_LOW),
            minus.fma(DoubleVector.broadcast(SPECIES, LOG_2_HIGH), x));
    DoubleVector sum = DoubleVector.broadcast(SPECIES, EXP[0]);
    for (int i = 1; i < EXP.length; i++) {
      sum = sum.fma(r, DoubleVector.broadcast(SPECIES, EXP[i]));
    }
    DoubleVector power = sum.fma(r.mul(r), r).add(1);
    LongVector n = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, MANTISSA_BITS);
    return power.reinterpretAsLongs().add(n).reinterpretAsDoubles();
  }

  @Override
  public void log(double[] x, int from, int count) {
    int i = from;
    for (; i <= from + count - LANES; i += LANES) {
      DoubleVector vector = DoubleVector.fromArray(SPECIES, x, i);
      var normal =
          vector
              .compare(VectorOperators.GE, Double.MIN_NORMAL)
              .and(vector.compare(VectorOperators.LE, Double.MAX_VALUE));
      if (normal.allTrue()) {
        log(vector).intoArray(x, i);
      } else {
        for (int lane = i; lane < i + LANES; lane++) {
          x[lane] = ScalarElementary.log(x[lane]);
        }
      }
    }
    for (; i < from + count; i++) {
      x[i] = ScalarElementary.log(x[i]);
    }
  }

  private static DoubleVector log(DoubleVector x) {
    LongVector bits = x.reinterpretAsLongs();
    LongVector biased = bits.sub(ROOT_HALF).lanewise(VectorOperators.LSHR, MANTISSA_BITS);
    DoubleVector m =
        bits.sub(biased.lanewise(VectorOperators.LSHL, MANTISSA_BITS))
            .add(EXPONENT_BIAS << MANTISSA_BITS)
            .reinterpretAsDoubles();
    DoubleVector k =
        biased
            .lanewise(VectorOperators.OR, WHOLE_BITS)
            .reinterpretAsDoubles()
            .sub(WHOLE + EXPONENT_BIAS);
    DoubleVector s = m.sub(1).div(m.add(1));
    DoubleVector square = s.mul(s);
    DoubleVector sum = DoubleVector.broadcast(SPECIES, LOG[0]);
    for (int i = 1; i < LOG.length; i++) {
      sum = sum.fma(square, DoubleVector.broadcast(SPECIES, LOG[i]));
    }
    DoubleVector rest = k.fma(DoubleVector.broadcast(SPECIES, LOG_2_LOW), sum.mul(square).mul(s));
    DoubleVector two = DoubleVector.broadcast(SPECIES, 2);
    return k.fma(DoubleVector.broadcast(SPECIES, LOG_2_HIGH), two.fma(s, rest));
  }
}
