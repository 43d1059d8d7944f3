package dev.reinstate.cli.option;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.TypeConversionException;

/** Finds out before the work whether there is a place for a file. */
final class FolderThere {

  private FolderThere() {}

  /**
   * The path of a file to write.
   *
   * @throws TypeConversionException if there is a folder of that name, or none to put the file in
   */
  static Path fileIn(String value) {
    Path path = Path.of(value);
    if (Files.isDirectory(path) || !Files.isDirectory(path.toAbsolutePath().getParent())) {
      throw new TypeConversionException(
          "'%s' is not allowed; allowed: a file in a folder that exists".formatted(value));
    }
    return path;
  }
}
