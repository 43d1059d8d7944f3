package dev.reinstate.cli;

import dev.reinstate.replay.FlightsGenerator;
import dev.reinstate.replay.RecordingInfo;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reinstate generate}: makes recordings. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Makes a recording.",
    subcommands = GenerateCommand.Flights.class)
final class GenerateCommand {

  @Command(
      name = "flights",
      mixinStandardHelpOptions = true,
      description =
          "Makes a recording of flights: will a departure be more than 15 minutes late? The label"
              + " comes when the flight has landed.")
  static final class Flights implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
        names = "--csv",
        paramLabel = "FILE",
        description =
            "CSV with date, delay, distance, origin and destination, also as .gz; default: the"
                + " bundled ten days")
    private Path csv;

    @Option(
        names = "--out",
        paramLabel = "DIR",
        required = true,
        description = "folder of the recording")
    private Path out;

    @Override
    public Integer call() {
      RecordingInfo info =
          csv == null ? FlightsGenerator.generateBundled(out) : FlightsGenerator.generate(csv, out);
      spec.commandLine()
          .getOut()
          .printf(
              "%s: %,d observations of %d features, %,d feedbacks%n",
              out, info.observations(), info.features(), info.feedback());
      return 0;
    }
  }
}
