package dev.reinstate.recording.generate.stream;

import java.util.Random;
import java.util.SplittableRandom;

/** Random numbers of a seed, with the same bits on every machine. */
final class Draws {

  private final Random random;

  Draws(long seed) {
    random = new Random(new SplittableRandom(seed).nextLong());
  }

  /** A whole number from 0, below a bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Evenly from one number to another. */
  double between(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  /** Of mean 0 and deviation 1. */
  double gaussian() {
    return random.nextGaussian();
  }

  double[] gaussians(int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = gaussian();
    }
    return numbers;
  }

  /** How long to wait for what comes at a constant rate. */
  double exponential(double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }

  /**
   * @param spread deviation of the logarithm
   */
  double logNormal(double median, double spread) {
    return median * StrictMath.exp(spread * gaussian());
  }

  /** A ratio of two gaussians: it has neither mean nor variance. */
  double cauchy() {
    return gaussian() / gaussian();
  }

  /** Student's t with three degrees of freedom: of infinite fourth moment. */
  double heavyTailed() {
    double squares = 0;
    for (int i = 0; i < 3; i++) {
      double one = gaussian();
      squares += one * one;
    }
    return gaussian() / StrictMath.sqrt(squares / 3);
  }

  /** A direction: what hashing makes of a name. */
  double[] direction(int size) {
    double[] vector = gaussians(size);
    double squares = 0;
    for (double v : vector) {
      squares += v * v;
    }
    double length = StrictMath.sqrt(squares);
    for (int i = 0; i < size; i++) {
      vector[i] /= length;
    }
    return vector;
  }

  /** A vector for each of so many names. */
  double[][] directions(int names, int size) {
    double[][] vectors = new double[names][];
    for (int i = 0; i < names; i++) {
      vectors[i] = direction(size);
    }
    return vectors;
  }

  /**
   * One of the places of a table of weights, as often as its weight says.
   *
   * @param weights of any sum above 0
   */
  int choice(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double left = random.nextDouble() * sum;
    for (int i = 0; i < weights.length - 1; i++) {
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }

  /** Another class than the one given, each with the same chance. */
  int otherThan(int label, int classes) {
    return (label + 1 + below(classes - 1)) % classes;
  }

  static double logistic(double z) {
    return 1 / (1 + StrictMath.exp(-z));
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
