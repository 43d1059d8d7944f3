package dev.reinstate.cli;

/** What {@code ./reinstate} starts: the command line in a JVM of its own, with an exit status. */
public final class Launcher {

  private Launcher() {}

  public static void main(String[] arguments) {
    System.exit(Reinstate.commandLine().execute(arguments));
  }
}
