package dev.reinstate.cli.generate;

import dev.reinstate.cli.option.NewRecording;
import dev.reinstate.recording.file.DataFile;
import dev.reinstate.recording.table.BundledFlights;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reinstate generate flights}. */
@Command(
    name = "flights",
    mixinStandardHelpOptions = true,
    description =
        "Generates a recording of flights: will a departure be more than 15 minutes late?"
            + " The label comes after the flight has landed.")
final class GenerateFlights implements Runnable {

  @Mixin private NewRecording recording;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description =
          "CSV file with date, delay, distance, origin and destination, also as .gz"
              + " (default: ten days that are bundled)")
  private @Nullable Path csv;

  @Override
  public void run() {
    DataFile table = csv == null ? BundledFlights.TABLE : DataFile.at(csv);
    recording.made(BundledFlights.importOf(table).run(recording.folder(), bytes -> {}).info());
  }
}
