package dev.reinstate.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * JVMs that this one starts. They end when this is closed, and with this JVM at the latest. Each
 * writes to a log of its own.
 */
final class ChildJvms implements AutoCloseable {

  private static final int LINES_SHOWN = 40;

  private final Path logs;
  private final Path mainClass;
  private final Path temporary;
  private final Map<String, Process> processes = new ConcurrentHashMap<>();

  /**
   * @param folder for their temporary files, which killed ones leave behind
   * @param logs folder for what they say
   */
  ChildJvms(Path folder, Path logs) throws IOException {
    this.logs = Files.createDirectories(logs);
    temporary = Files.createDirectories(folder.resolve("temporary"));
    mainClass = folder.resolve("main");
    copyAlone(ChildMain.class, mainClass);
  }

  /** A class path that has this class and no other one of the tests. */
  private static void copyAlone(Class<?> type, Path folder) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    Path copy = folder.resolve(file);
    Files.createDirectories(copy.getParent());
    try (InputStream bytes = type.getClassLoader().getResourceAsStream(file)) {
      Files.copy(bytes, copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Starts a JVM.
   *
   * @param name of its log, too
   * @param options of the JVM, beside those that all have
   */
  void start(
      String name, List<String> options, String classPath, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-XX:+UseSerialGC");
    command.add("-Djava.io.tmpdir=" + temporary);
    // the modules that are open to Flink in this JVM
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .forEach(command::add);
    command.add("--add-exports=java.base/sun.net.util=ALL-UNNAMED");
    command.addAll(List.of("-cp", classPath + File.pathSeparator + mainClass));
    command.addAll(List.of(ChildMain.class.getName(), main.getName()));
    command.addAll(arguments);
    processes.put(
        name,
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log(name).toFile())
            .start());
  }

  private Path log(String name) {
    return logs.resolve(name + ".log");
  }

  /**
   * Waits for something that the JVMs bring about.
   *
   * @throws IllegalStateException if one of them ends
   */
  void await(String what, Callable<Boolean> condition) throws Exception {
    Await.until(
        what,
        () -> {
          throwIfEnded();
          return condition.call();
        },
        () -> String.join("\n", processes.keySet().stream().sorted().map(this::endOfLog).toList()));
  }

  private void throwIfEnded() {
    processes.forEach(
        (name, process) -> {
          if (!process.isAlive()) {
            throw new IllegalStateException(
                "%s has ended with %d; %s".formatted(name, process.exitValue(), endOfLog(name)));
          }
        });
  }

  private String endOfLog(String name) {
    try {
      List<String> lines = Files.readAllLines(log(name));
      return "the end of %s:%n%s"
          .formatted(
              log(name),
              String.join(
                  "\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills one, without a chance to say goodbye. */
  void kill(String name) throws InterruptedException {
    processes.remove(name).destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    processes.values().forEach(Process::destroyForcibly);
    for (Process process : processes.values()) {
      process.waitFor();
    }
  }
}
