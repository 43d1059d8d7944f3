package dev.reinstate.compute;

/**
 * Elementary functions of many numbers at once. All implementations give the same bits, whatever
 * the width of the processor's vectors; they are within two units in the last place.
 */
public interface Elementary {

  /** Replaces each of count numbers x, from an index on, by eˣ. */
  void exp(double[] x, int from, int count);

  /** Replaces each of count numbers x, from an index on, by log x. */
  void log(double[] x, int from, int count);

  /** eˣ of one number, in the same bits. */
  static double exp(double x) {
    return ScalarElementary.exp(x);
  }

  /** log x of one number, in the same bits. */
  static double log(double x) {
    return ScalarElementary.log(x);
  }

  /** The fastest that this JVM can run. */
  static Elementary fastest() {
    return Fastest.ELEMENTARY;
  }

  /** Looks for the vector module once. */
  final class Fastest {

    private static final Elementary ELEMENTARY =
        VectorModule.choose(
            Elementary.class, "dev.reinstate.compute.VectorElementary", ScalarElementary::new);

    private Fastest() {}
  }
}
