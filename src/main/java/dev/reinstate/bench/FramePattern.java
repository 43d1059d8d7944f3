package dev.reinstate.bench;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which frames of a stack belong together: those of a class and of the classes in it, of one of its
 * methods, or of all classes whose names begin alike.
 *
 * @param type name of the class, or what the names of classes begin with
 * @param exact whether {@code type} is a class's whole name
 * @param method the method; null: any
 */
record FramePattern(String type, boolean exact, @Nullable String method) {

  static FramePattern in(Class<?> type) {
    return new FramePattern(type.getName(), true, null);
  }

  /**
   * @throws IllegalArgumentException if the class itself declares no method of this name
   */
  static FramePattern in(Class<?> type, String method) {
    if (Arrays.stream(type.getDeclaredMethods()).noneMatch(m -> m.getName().equals(method))) {
      throw new IllegalArgumentException(type.getName() + " has no method " + method);
    }
    return new FramePattern(type.getName(), true, method);
  }

  /** All classes of the package, and of those below it, that a class is in. */
  static FramePattern inPackageOf(Class<?> member) {
    return under(member.getPackageName() + ".");
  }

  /** All classes whose names begin like this. */
  static FramePattern under(String prefix) {
    return new FramePattern(prefix, false, null);
  }

  /**
   * A class that only its package may name, by its simple name and a public class beside it.
   *
   * @throws IllegalArgumentException if there is no such class
   */
  static Class<?> beside(Class<?> neighbour, String simpleName) {
    String name = neighbour.getPackageName() + "." + simpleName;
    try {
      return Class.forName(name, false, neighbour.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("there is no class " + name, e);
    }
  }

  /**
   * @param className of a frame, with {@code $} before the name of a class in another
   * @param methodName of the frame
   */
  boolean matches(String className, String methodName) {
    return className.startsWith(type)
        && (!exact || className.length() == type.length() || className.charAt(type.length()) == '$')
        && (method == null || methodName.equals(method));
  }
}
