package dev.reinstate.cli.generate;

import dev.reinstate.cli.option.NewRecording;
import dev.reinstate.recording.generate.RecallGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reinstate generate recall}. */
@Command(
    name = "recall",
    mixinStandardHelpOptions = true,
    description = {
      "Generates a recording of a recall task: an episode has 4 cues with random"
          + " outcomes, 16 distractors without meaning, and 4 junctions, each with the"
          + " outcome of the cue of its type. The true cause of each junction is known, so"
          + " credit can be scored.",
      "Groups: cue, distractor, junction. Each episode is a key."
    })
final class GenerateRecall implements Runnable {

  @Mixin private NewRecording recording;

  @Option(
      names = "--episodes",
      paramLabel = "K",
      defaultValue = "640",
      description =
          "episodes that run side by side, one event each in turn; an outcome arrives just"
              + " before its episode's next event, K events later (default: ${DEFAULT-VALUE})")
  private int episodes;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "90000",
      description = "total number of observations (default: ${DEFAULT-VALUE})")
  private long events;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "seed of everything that is random, the patterns included (default: ${DEFAULT-VALUE})")
  private long seed;

  @Override
  public void run() {
    recording.of(() -> new RecallGenerator(episodes, events, seed));
  }
}
