package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmsTest {

  @TempDir private Path folder;

  /** Starts a child and then does nothing, until it is killed. */
  static final class Parent {
    public static void main(String[] arguments) throws Exception {
      startIn(
          new ChildJvms(Path.of(arguments[0], "child"), Path.of(arguments[0], "logs")),
          Child.class,
          arguments);
      Thread.currentThread().join();
    }
  }

  /** Says who it is and then does nothing. */
  static final class Child {
    public static void main(String[] arguments) throws Exception {
      Path written = Path.of(arguments[0], "pid.new");
      Files.writeString(written, Long.toString(ProcessHandle.current().pid()));
      Files.move(written, pid(Path.of(arguments[0])), StandardCopyOption.ATOMIC_MOVE);
      Thread.currentThread().join();
    }
  }

  static final class Failing {
    public static void main(String[] arguments) {
      throw new UnsupportedOperationException("not today");
    }
  }

  private static void startIn(ChildJvms jvms, Class<?> main, String... arguments)
      throws IOException {
    jvms.start(
        main.getSimpleName(),
        List.of("-Xmx64m"),
        System.getProperty("java.class.path"),
        main,
        List.of(arguments));
  }

  private static Path pid(Path folder) {
    return folder.resolve("pid");
  }

  private ProcessHandle child(ChildJvms jvms) throws Exception {
    jvms.await("the child", () -> Files.exists(pid(folder)));
    return ProcessHandle.of(Long.parseLong(Files.readString(pid(folder)))).orElseThrow();
  }

  @Test
  void aJvmEndsWithTheOneThatStartedItHoweverThatDies() throws Exception {
    try (ChildJvms jvms = new ChildJvms(folder, folder)) {
      startIn(jvms, Parent.class, folder.toString());
      ProcessHandle child = child(jvms);
      try {
        jvms.kill("Parent");
        assertThat(child.onExit()).succeedsWithin(30, TimeUnit.SECONDS);
      } finally {
        child.destroyForcibly();
      }
    }
  }

  @Test
  void closingEndsThem() throws Exception {
    ProcessHandle child;
    try (ChildJvms jvms = new ChildJvms(folder, folder)) {
      startIn(jvms, Child.class, folder.toString());
      child = child(jvms);
    }
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void oneThatEndsByItselfIsReportedWithItsLog() throws IOException, InterruptedException {
    try (ChildJvms jvms = new ChildJvms(folder, folder)) {
      startIn(jvms, Failing.class);
      assertThatIllegalStateException()
          .isThrownBy(() -> jvms.await("anything", () -> false))
          .withMessageContaining("Failing has ended with 1")
          .withMessageContaining("not today");
    }
  }
}
