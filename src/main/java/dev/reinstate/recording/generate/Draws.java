package dev.reinstate.recording.generate;

import java.util.Random;
import java.util.SplittableRandom;

/** Random numbers of a seed, with the same bits on every machine. */
public final class Draws {

  private final Random random;

  public Draws(long seed) {
    random = new Random(new SplittableRandom(seed).nextLong());
  }

  /** A whole number from 0, below a bound. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Evenly from one number to another. */
  public double between(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  /** Of mean 0 and deviation 1. */
  public double gaussian() {
    return random.nextGaussian();
  }

  public double[] gaussians(int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = gaussian();
    }
    return numbers;
  }

  /** How long to wait for what comes at a constant rate. */
  public double exponential(double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }

  /**
   * @param spread deviation of the logarithm
   */
  public double logNormal(double median, double spread) {
    return median * StrictMath.exp(spread * gaussian());
  }

  /** A ratio of two gaussians: it has neither mean nor variance. */
  public double cauchy() {
    return gaussian() / gaussian();
  }

  /** Student's t with three degrees of freedom: of infinite fourth moment. */
  public double heavyTailed() {
    double squares = 0;
    for (int i = 0; i < 3; i++) {
      double one = gaussian();
      squares += one * one;
    }
    return gaussian() / StrictMath.sqrt(squares / 3);
  }

  /** A direction: what hashing makes of a name. */
  public double[] direction(int size) {
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
  public double[][] directions(int names, int size) {
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
  public int choice(double[] weights) {
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
  public int otherThan(int label, int classes) {
    return (label + 1 + below(classes - 1)) % classes;
  }

  public static double logistic(double z) {
    return 1 / (1 + StrictMath.exp(-z));
  }

  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
