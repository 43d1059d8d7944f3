package dev.reinstate.cli.option;

import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.training.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a command writes networks that came from files, with what they have learned. */
public record NetworksFolder(Path path) {

  public void write(SavedModel learned, LearnerSettings settings) throws IOException {
    try (Model model = learned.model(settings)) {
      model.saveFiles(path);
    }
  }

  /** Finds out before the work whether there is such a folder. */
  public static final class Converter implements ITypeConverter<NetworksFolder> {

    @Override
    public NetworksFolder convert(String value) {
      Path path = Path.of(value);
      if (!Files.isDirectory(path)) {
        throw new TypeConversionException(
            "'%s' is not allowed; allowed: a folder that exists".formatted(value));
      }
      return new NetworksFolder(path);
    }
  }
}
