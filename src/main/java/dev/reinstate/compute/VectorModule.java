package dev.reinstate.compute;

import java.util.function.Supplier;

/**
 * {@code jdk.incubator.vector}, which a JVM has only where {@code --add-modules} says so. Classes
 * that need it are found by name, so that a JVM without it never loads them.
 */
public final class VectorModule {

  private VectorModule() {}

  /**
   * Makes what needs the module where this JVM can run it, else its twin in plain Java.
   *
   * @param name class that needs the module; it has a constructor without parameters
   */
  public static <T> T choose(Class<T> type, String name, Supplier<T> plain) {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return plain.get();
    }
    try {
      var constructor = Class.forName(name).getDeclaredConstructor();
      constructor.setAccessible(true);
      return type.cast(constructor.newInstance());
    } catch (ReflectiveOperationException | LinkageError e) {
      // a module of another Java, whose methods are others
      return plain.get();
    }
  }
}
