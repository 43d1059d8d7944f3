package dev.reinstate.cli.bench;

import dev.reinstate.bench.ReadReport;
import dev.reinstate.cli.local.TemporaryFolder;
import dev.reinstate.cli.option.Json;
import dev.reinstate.cli.option.Progress;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.table.BundledFlights;
import dev.reinstate.stream.config.JobFile;
import dev.reinstate.stream.config.SettingsReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reinstate bench read}: what the full read costs beside the simple one. */
@Command(
    name = "read",
    mixinStandardHelpOptions = true,
    description = {
      "Measures what an observation with its feedback costs the learner on the bundled flights,"
          + " with the settings of jobs/flights.yaml and with the simple read, which has one"
          + " head, no age, no null slot, no combination and no rehearsal of feedback.",
      "Times are processor times of the thread. The two take turns; the result is the median."
    })
final class BenchRead implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "10000",
      description = "only the first N flights, and all their feedback (default: ${DEFAULT-VALUE})")
  private long events;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting that overrides the job's own; may be repeated")
  private List<String> sets = new ArrayList<>();

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create();
        Progress progress = Progress.of("measuring", ReadReport.runs())) {
      Recording recording = BundledFlights.record(folder.path()).first(events);
      ReadReport report =
          ReadReport.measure(
              SettingsReader.read(JobFile.with(JobFile.bundledFlights(), sets)).learner(),
              recording,
              progress::at);
      spec.commandLine().getOut().println(json ? Json.of(report) : text(report));
      return 0;
    }
  }

  private static String text(ReadReport report) {
    return """
        read: microseconds of processor time for an observation with its feedback
          simple  %8.1f
          full    %8.1f
          ratio   %8.2f"""
        .formatted(
            report.simple().microsPerObservation(),
            report.full().microsPerObservation(),
            report.ratio());
  }
}
