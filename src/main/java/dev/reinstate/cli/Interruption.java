package dev.reinstate.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Makes Ctrl-C a wish to stop, for a command that then writes what there is. The JVM ends when the
 * command has closed this.
 */
final class Interruption implements AutoCloseable {

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::waitForTheCommand, "interruption");
  private volatile boolean asked;

  private Interruption() {}

  static Interruption watch() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Whether the command should stop. */
  boolean asked() {
    return asked;
  }

  private void waitForTheCommand() {
    asked = true;
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    if (!asked) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // the JVM has begun to end, and the hook with it
      }
    }
  }
}
