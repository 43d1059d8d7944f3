package dev.reinstate.recording.generate.payments;

import static dev.reinstate.recording.generate.payments.PaymentsGenerator.DAY;

import dev.reinstate.recording.generate.Draws;

/**
 * An account.
 *
 * @param amount that it pays at the median
 * @param device that it mostly pays with
 * @param statement when a month of its statements ends, milliseconds since the epoch
 * @param dispute the chance that its owner disputes an honest payment
 */
record Account(double amount, int device, long statement, double dispute) {

  private static final long MONTH = 30 * DAY;
  private static final long OBJECTION = 14 * DAY;
  private static final double DISPUTING = .02;
  private static final double DISPUTE = .08;

  static Account drawn(Draws draws, Market market, long start) {
    return new Account(
        draws.logNormal(40, .8),
        market.device(draws),
        start + (long) draws.between(0, MONTH),
        draws.chance(DISPUTING) ? DISPUTE : 0);
  }

  /** Until when a payment may be disputed: two weeks after the statement that has it. */
  long lastDispute(long time) {
    return time + Math.floorMod(statement - time, MONTH) + OBJECTION;
  }
}
