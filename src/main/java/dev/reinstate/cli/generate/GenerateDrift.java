package dev.reinstate.cli.generate;

import dev.reinstate.cli.option.NewRecording;
import dev.reinstate.cli.option.RowsArguments;
import dev.reinstate.recording.generate.Dataset;
import dev.reinstate.recording.generate.DriftGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reinstate generate drift}. */
@Command(
    name = "drift",
    mixinStandardHelpOptions = true,
    description = {
      "Generates a recording of drift: images of one key, whose classes are known some events later."
          + " Half way through, three fifths of the pixels change places.",
      "Groups: before and after."
    })
final class GenerateDrift implements Runnable {

  @Mixin private NewRecording recording;
  @Mixin private RowsArguments rows;

  @Option(
      names = "--delay",
      paramLabel = "D",
      defaultValue = "640",
      description = "number of events until a class is known (default: ${DEFAULT-VALUE})")
  private int delay;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "48000",
      description = "total number of observations (default: ${DEFAULT-VALUE})")
  private long events;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "seed of everything that is random (default: ${DEFAULT-VALUE})")
  private long seed;

  @Override
  public void run() {
    recording.of(
        () -> new DriftGenerator(rows.read(Dataset.FASHION_MNIST, 2), delay, events, seed));
  }
}
