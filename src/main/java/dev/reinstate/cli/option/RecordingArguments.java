package dev.reinstate.cli.option;

import dev.reinstate.recording.Recording;
import dev.reinstate.stream.config.JobSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which recording a command reads. */
public final class RecordingArguments {

  @Option(
      names = "--recording",
      paramLabel = "DIR",
      required = true,
      description = "folder of the recording")
  private Path folder;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "only the first N observations, and all their feedback")
  private @Nullable Long events;

  /** Whether some of it is left out. */
  public boolean isPart() {
    return events != null;
  }

  public Recording open() {
    Recording whole = Recording.open(folder);
    return events == null ? whole : whole.first(events);
  }

  /** The same as a job sees it. */
  public static Recording forJob(Recording recording, JobSettings job) {
    return recording.forJob(
        job.kafka().maxIdBytes(),
        job.learner().features().missingAllowed(),
        job.learner().spaces().named());
  }
}
