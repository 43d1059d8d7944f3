package dev.reinstate.cli.option;

import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.recording.generate.Generator;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The recording that a command makes. */
public final class NewRecording {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "folder of the recording")
  private Path folder;

  public Path folder() {
    return folder;
  }

  /**
   * Makes the recording of a task and says so.
   *
   * @param task made from the options; an IllegalArgumentException names the one that is wrong
   */
  public void of(Supplier<Generator> task) {
    Generator generator;
    try {
      generator = task.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--" + e.getMessage());
    }
    try (Progress progress = Progress.of("generating", generator.events())) {
      made(generator.generate(folder, progress::at));
    }
  }

  /** Says what was made. */
  public void made(RecordingInfo info) {
    made(folder, info, command.commandLine().getOut());
  }

  /** Says what was made. */
  public static void made(Path folder, RecordingInfo info, PrintWriter out) {
    out.printf(
        "%s: %,d observations of %d features, %,d feedbacks%n",
        folder, info.observations(), info.features(), info.feedback());
  }
}
