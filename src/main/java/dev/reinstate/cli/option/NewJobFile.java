package dev.reinstate.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/** The job file that a command writes when its work is done. */
public record NewJobFile(Path path) {

  public void write(String text) throws IOException {
    Files.writeString(path, text);
  }

  /** Finds out before the work whether there is a place for the file. */
  public static final class Converter implements ITypeConverter<NewJobFile> {

    @Override
    public NewJobFile convert(String value) {
      return new NewJobFile(FolderThere.fileIn(value));
    }
  }
}
