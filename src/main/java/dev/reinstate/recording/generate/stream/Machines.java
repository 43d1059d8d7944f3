package dev.reinstate.recording.generate.stream;

import dev.reinstate.recording.generate.Draws;
import dev.reinstate.recording.generate.FeatureVector;

/**
 * Sixty machines, one of which makes a part each minute. A worn machine spoils most parts and
 * another one few; now and then one wears out, or is repaired. The four readings say nothing, so
 * that only a machine's own past tells. Parts are checked two hours later.
 */
final class Machines implements Rows {

  static final int FEATURES = 4;

  private static final int MACHINES = 60;
  private static final double CHANGE = .015;
  private static final double SPOILED_IF_WORN = .75;
  private static final double SPOILED_IF_NOT = .06;

  private final Draws draws;
  private final boolean[] worn = new boolean[MACHINES];

  Machines(Draws draws) {
    this.draws = draws;
    for (int machine = 0; machine < MACHINES; machine++) {
      worn[machine] = draws.chance(.3);
    }
  }

  @Override
  public Row next(long number) {
    int machine = draws.below(MACHINES);
    worn[machine] ^= draws.chance(CHANGE);
    boolean spoiled = draws.chance(worn[machine] ? SPOILED_IF_WORN : SPOILED_IF_NOT);
    return new Row(
        "machine-" + machine,
        number * MINUTE,
        new FeatureVector(FEATURES).numbers(draws.gaussians(FEATURES)).complete(),
        spoiled ? 1 : 0,
        2 * HOUR);
  }
}
