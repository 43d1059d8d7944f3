package dev.reinstate.cli.generate;

import dev.reinstate.cli.option.NewRecording;
import dev.reinstate.recording.generate.stream.MadeUpStream;
import dev.reinstate.recording.generate.stream.MadeUpStreamGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reinstate generate stream}. */
@Command(
    name = "stream",
    mixinStandardHelpOptions = true,
    description = {
      "Generates one of the streams of 'bench streams', which no setting was tuned to.",
      "There are no groups."
    })
final class GenerateStream implements Runnable {

  @Mixin private NewRecording recording;

  @Parameters(paramLabel = "NAME", description = "which one: ${COMPLETION-CANDIDATES}")
  private MadeUpStream stream;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "total number of observations (default: as in 'bench streams')")
  private @Nullable Long events;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "seed of everything that is random, the stream's rule included (default:"
              + " ${DEFAULT-VALUE})")
  private long seed;

  @Override
  public void run() {
    recording.of(
        () ->
            new MadeUpStreamGenerator(
                stream, events == null ? stream.observations() : events, seed));
  }
}
