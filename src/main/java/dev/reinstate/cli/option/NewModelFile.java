package dev.reinstate.cli.option;

import dev.reinstate.training.ModelFile;
import dev.reinstate.training.SavedModel;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/** The model file that a command writes when its work is done. */
public record NewModelFile(Path path) {

  public void write(SavedModel model) throws IOException {
    ModelFile.write(model, path);
  }

  /** Finds out before the work whether there is a place for the file. */
  public static final class Converter implements ITypeConverter<NewModelFile> {

    @Override
    public NewModelFile convert(String value) {
      return new NewModelFile(FolderThere.fileIn(value));
    }
  }
}
