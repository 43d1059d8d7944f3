package dev.reinstate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.FileUtils;

/** Where decoders that read files have them. */
public final class FuzzedFiles {

  private static final Path ALL = made();

  private FuzzedFiles() {}

  private static Path made() {
    try {
      return Files.createTempDirectory("fuzzed");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder of its own for a decoder. */
  public static Path folder(String decoder) {
    try {
      return Files.createDirectory(ALL.resolve(decoder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete() throws IOException {
    FileUtils.deleteDirectory(ALL.toFile());
  }
}
