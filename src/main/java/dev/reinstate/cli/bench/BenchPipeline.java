package dev.reinstate.cli.bench;

import dev.reinstate.bench.PipelineProfile;
import dev.reinstate.bench.PipelineReport;
import dev.reinstate.cli.local.LocalJob;
import dev.reinstate.cli.local.LocalServers;
import dev.reinstate.cli.local.TemporaryFolder;
import dev.reinstate.cli.option.Json;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.kafka.KafkaSettings;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.recording.RepeatedRecording;
import dev.reinstate.recording.table.BundledFlights;
import dev.reinstate.stream.JobCounts;
import dev.reinstate.stream.config.JobFile;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reinstate bench pipeline}: the whole job on Kafka and Flink. */
@Command(
    name = "pipeline",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the flights job on a Kafka broker and a Flink cluster in this JVM, as demo runs it:"
          + " learning, with checkpoints and transactions. The flights are in Kafka before the job"
          + " starts, three times in a row, each time as new flights of later days.",
      "The first two times warm up Java's compiler and do not count; the third does. Shares are"
          + " shares of samples of busy threads."
    })
final class BenchPipeline implements Callable<Integer> {

  private static final int WARM_UP = 2;

  /** Counts come with heartbeats, and each time they are asked for costs the job something. */
  private static final long ASK_AGAIN_MILLIS = 500;

  @Spec private CommandSpec spec;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "only the first N flights in each pass, and all their feedback")
  private long events = Long.MAX_VALUE;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting that overrides the job's own; may be repeated")
  private List<String> sets = new ArrayList<>();

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    JobSettings settings = SettingsReader.read(JobFile.with(JobFile.bundledFlights(), sets));
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Recording recording = BundledFlights.record(folder.path().resolve("flights")).first(events);
      RepeatedRecording passes = new RepeatedRecording(recording, WARM_UP + 1);
      try (LocalServers servers = LocalServers.start(folder.path(), 0, LocalJob.PARALLELISM)) {
        KafkaSettings kafka = KafkaSettings.of(settings.kafka()).at(servers.bootstrapServers());
        PipelineReport report =
            measure(
                new LocalJob(servers, kafka, settings, passes::events), recording.info(), folder);
        spec.commandLine().getOut().println(json ? Json.of(report) : text(report));
      }
    }
    return 0;
  }

  private static PipelineReport measure(LocalJob local, RecordingInfo pass, TemporaryFolder folder)
      throws Exception {
    local.createTopics();
    local.send(sent -> sent);
    try (PipelineProfile profile = new PipelineProfile()) {
      JobID job = local.submit();
      JobCounts from = await(local, job, WARM_UP * pass.observations(), 0);
      profile.start();
      JobCounts to =
          await(local, job, (WARM_UP + 1) * pass.observations(), (WARM_UP + 1) * pass.feedback());
      PipelineReport report =
          profile.end(
              folder.path().resolve("profile.jfr"),
              to.get(Count.OBSERVATIONS) - from.get(Count.OBSERVATIONS),
              to.get(Count.FEEDBACK) - from.get(Count.FEEDBACK));
      local.servers().awaitEndOfSources(job);
      local.servers().stop(job);
      return report;
    }
  }

  private static JobCounts await(LocalJob local, JobID job, long observations, long feedback)
      throws Exception {
    while (true) {
      JobStatus status = local.servers().client().getJobStatus(job).get();
      if (status.isTerminalState()) {
        local.servers().result(job);
        throw new IllegalStateException("the job ended before its work was done: " + status);
      }
      JobCounts counts = local.servers().counts(job);
      if (counts.get(Count.OBSERVATIONS) >= observations
          && counts.get(Count.FEEDBACK) >= feedback) {
        return counts;
      }
      TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MILLIS);
    }
  }

  private static String text(PipelineReport report) {
    StringBuilder text = new StringBuilder();
    text.append(
        "pipeline: %,.0f observations and %,.0f feedbacks a second; %.0f µs of processor time each"
            .formatted(
                report.observationsPerSecond(),
                report.feedbackPerSecond(),
                report.cpuMicrosPerObservation()));
    report.shares().entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(
            share ->
                text.append(
                    "%n  %-10s %5.1f %%".formatted(share.getKey(), 100 * share.getValue())));
    return text.toString();
  }
}
