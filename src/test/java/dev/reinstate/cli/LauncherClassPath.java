package dev.reinstate.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The libraries that {@code ./reinstate} runs with, as the build has written them down. */
final class LauncherClassPath {

  private LauncherClassPath() {}

  /** What the job's jar holds. */
  static List<Path> ofTheJob() {
    return read("job.txt");
  }

  /** All of them: what a Flink cluster brings comes on top. */
  static List<Path> all() {
    return Stream.concat(ofTheJob().stream(), read("cluster.txt").stream()).toList();
  }

  private static List<Path> read(String name) {
    try {
      String files = Files.readString(Path.of("target", "class-path", name)).strip();
      return Stream.of(files.split(File.pathSeparator)).map(Path::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
