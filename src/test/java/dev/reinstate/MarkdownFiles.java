package dev.reinstate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's pages. */
public final class MarkdownFiles {

  private static final int DEPTH = 8;

  private MarkdownFiles() {}

  /** All of them, but for what a build wrote and what git keeps. */
  public static List<Path> all() {
    try (Stream<Path> files = Files.walk(Path.of(""), DEPTH)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.startsWith("target") && !file.startsWith(".git"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
