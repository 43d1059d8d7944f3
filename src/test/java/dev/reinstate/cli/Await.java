package dev.reinstate.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what is to come about. */
final class Await {

  private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long ASK_AGAIN_NANOS = Duration.ofMillis(20).toNanos();

  private Await() {}

  /**
   * Asks until the answer is yes.
   *
   * @param what how the error calls it
   * @throws AssertionError if that takes longer than a minute
   */
  static void until(String what, Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new AssertionError(what + " did not come");
      }
      LockSupport.parkNanos(ASK_AGAIN_NANOS);
    }
  }
}
