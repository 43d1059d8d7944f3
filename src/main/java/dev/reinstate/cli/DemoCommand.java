package dev.reinstate.cli;

import dev.reinstate.cli.local.DemoRun;
import dev.reinstate.cli.local.LocalJob;
import dev.reinstate.cli.local.LocalServers;
import dev.reinstate.cli.local.TemporaryFolder;
import dev.reinstate.kafka.KafkaSettings;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.table.BundledFlights;
import dev.reinstate.replay.summary.RunSummary;
import dev.reinstate.replay.summary.Summary;
import dev.reinstate.replay.summary.SummaryText;
import dev.reinstate.stream.config.JobFile;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.Secrets;
import dev.reinstate.stream.config.SettingsReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reinstate demo}: the whole pipeline on the bundled flights, in one JVM. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the whole pipeline in this JVM: a Kafka broker, a Flink cluster, the"
          + " flights job as it would be deployed, and a producer that sends ten days of"
          + " flights as fast as the job accepts them.",
      "Will a departure be more than 15 minutes late? Every flight is predicted at"
          + " departure; the outcome is known hours later."
    })
final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "only the first N flights, and all their feedback")
  private long events = Long.MAX_VALUE;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "port of Flink's web interface (default: any free port)")
  private int port;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting that overrides the job's own; may be repeated")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = "--keep",
      description = "keep the servers running at the end, until Ctrl-C, and print their addresses")
  private boolean keep;

  @Option(names = "--json", description = "print the summary as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      return run(folder.path());
    }
  }

  private int run(Path folder) throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    Map<String, String> given = JobFile.with(JobFile.bundledFlights(), sets);
    JobSettings settings = SettingsReader.read(given);
    settings.checkNetworks();
    Recording recording = BundledFlights.record(folder.resolve("flights")).first(events);
    try (LocalServers servers = LocalServers.start(folder, port, LocalJob.PARALLELISM)) {
      err.printf("Flink %s   Kafka %s%n", servers.webInterface(), servers.bootstrapServers());
      KafkaSettings kafka = KafkaSettings.of(settings.kafka()).at(servers.bootstrapServers());
      RunSummary run =
          new DemoRun(servers, kafka, settings, recording, err)
              .run()
              .settings(Secrets.hidden(given))
              .build();
      Summary summary = Summary.of(run);
      PrintWriter out = spec.commandLine().getOut();
      out.println(json ? summary.toJson() : SummaryText.of(summary));
      out.flush();
      if (keep) {
        err.printf(
            "The servers stay up: Flink %s, Kafka %s, topics %s.*; Ctrl-C ends them.%n",
            servers.webInterface(), servers.bootstrapServers(), kafka.topics().prefix());
        new CountDownLatch(1).await();
      }
      return 0;
    }
  }
}
