package dev.reinstate.cli.generate;

import dev.reinstate.cli.option.NewRecording;
import dev.reinstate.cli.option.RowsArguments;
import dev.reinstate.recording.generate.Dataset;
import dev.reinstate.recording.generate.LabelBindingGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reinstate generate label-binding}. */
@Command(
    name = "label-binding",
    mixinStandardHelpOptions = true,
    description = {
      "Generates a recording of label binding: in each episode a few classes of images get labels at"
          + " random. Only a learner that remembers the episode's images, and knows which are"
          + " alike, can predict a label.",
      "Groups: first (of its class in the episode) and non-first. Each episode is a key."
    })
final class GenerateLabelBinding implements Runnable {

  @Mixin private NewRecording recording;
  @Mixin private RowsArguments rows;

  @Option(
      names = "--episodes",
      paramLabel = "K",
      defaultValue = "320",
      description =
          "episodes that run side by side, one event each in turn; a label arrives just before"
              + " its episode's next event, K events later (default: ${DEFAULT-VALUE})")
  private int episodes;

  @Option(
      names = "--length",
      paramLabel = "N",
      defaultValue = "20",
      description = "number of events in an episode (default: ${DEFAULT-VALUE})")
  private int length;

  @Option(
      names = "--ways",
      paramLabel = "N",
      defaultValue = "5",
      description = "number of labels in an episode (default: ${DEFAULT-VALUE})")
  private int ways;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "32000",
      description = "total number of observations (default: ${DEFAULT-VALUE})")
  private long events;

  @Option(
      names = "--changing-delays",
      description =
          "each label has a delay of its own, from K/4 to 4K events, which grows as the"
              + " recording goes on")
  private boolean changing;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "seed of everything that is random (default: ${DEFAULT-VALUE})")
  private long seed;

  @Override
  public void run() {
    recording.of(
        () ->
            new LabelBindingGenerator(
                rows.read(Dataset.DIGITS, 1), episodes, length, ways, events, changing, seed));
  }
}
