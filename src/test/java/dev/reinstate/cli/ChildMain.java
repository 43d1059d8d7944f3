package dev.reinstate.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The main class of every child JVM: runs another main class, and ends when the JVM that started it
 * does, however that dies.
 */
final class ChildMain {

  private ChildMain() {}

  /**
   * @param arguments the other main class and its arguments
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Thread watch = new Thread(ChildMain::endWithParent, "ends-with-parent");
    watch.setDaemon(true);
    watch.start();
    Class.forName(arguments[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  /** The parent holds the other end of this JVM's input, and never writes to it. */
  private static void endWithParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      e.printStackTrace();
    }
    Runtime.getRuntime().halt(1);
  }
}
