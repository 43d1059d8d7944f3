package dev.reinstate.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what is to come about. */
final class Await {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long ASK_AGAIN_NANOS = Duration.ofMillis(20).toNanos();

  private Await() {}

  /**
   * Asks until the answer is yes.
   *
   * @param what how the error calls it
   * @param state what the error says of how things are
   * @throws AssertionError if that takes longer than two minutes
   */
  static void until(String what, Callable<Boolean> condition, Callable<String> state)
      throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new AssertionError(
            "%s did not come within %s; %s".formatted(what, PATIENCE, state.call()));
      }
      LockSupport.parkNanos(ASK_AGAIN_NANOS);
    }
  }
}
