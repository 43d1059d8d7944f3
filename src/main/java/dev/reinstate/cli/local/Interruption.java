package dev.reinstate.cli.local;

import org.jline.utils.Signals;

/**
 * Makes Ctrl-C a wish to stop, for a command that then writes what there is. The second one ends
 * the JVM at once.
 */
public final class Interruption implements AutoCloseable {

  private static final String SIGNAL = "INT";

  /** What shells say of a process that Ctrl-C has ended. */
  private static final int INTERRUPTED = 130;

  private final Object handledBefore;
  private volatile boolean asked;

  private Interruption() {
    handledBefore = Signals.register(SIGNAL, this::ask);
  }

  public static Interruption watch() {
    return new Interruption();
  }

  private void ask() {
    if (asked) {
      Runtime.getRuntime().halt(INTERRUPTED);
    }
    asked = true;
  }

  /** Whether the command should stop. */
  public boolean asked() {
    return asked;
  }

  @Override
  public void close() {
    Signals.unregister(SIGNAL, handledBefore);
  }
}
