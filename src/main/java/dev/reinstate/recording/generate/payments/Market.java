package dev.reinstate.recording.generate.payments;

import dev.reinstate.recording.generate.Draws;

/**
 * Where and how people pay: at merchants and with devices, some of which are more popular than
 * others, and in one of some manners each time, which show in how a form is filled in. A device is
 * a model with its software, which many people have.
 */
final class Market {

  static final int MANNERS = 16;
  static final int MANNER_NUMBERS = 16;

  private static final int MERCHANTS = 60;
  private static final int DEVICES = 100;
  private static final double POPULARITY = .5;
  private static final double MANNER_LENGTH = 4;
  private static final double MANNER_NOISE = .3;

  private final double[] merchants;
  private final double[] devices;
  private final double[][] manners;

  Market(Draws draws) {
    merchants = popularity(MERCHANTS, draws);
    devices = popularity(DEVICES, draws);
    manners = draws.directions(MANNERS, MANNER_NUMBERS);
  }

  private static double[] popularity(int names, Draws draws) {
    double[] weights = new double[names];
    for (int i = 0; i < names; i++) {
      weights[i] = draws.logNormal(1, POPULARITY);
    }
    return weights;
  }

  /** A merchant, as popular as it is. */
  int merchant(Draws draws) {
    return draws.choice(merchants);
  }

  /** A device, as popular as it is. */
  int device(Draws draws) {
    return draws.choice(devices);
  }

  /** What is measured of a manner. */
  double[] measured(int manner, Draws draws) {
    double[] numbers = manners[manner].clone();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = MANNER_LENGTH * numbers[i] + MANNER_NOISE * draws.gaussian();
    }
    return numbers;
  }
}
