package dev.reinstate.cli.bench;

import dev.reinstate.bench.Peers;
import dev.reinstate.bench.PeersBenchmark;
import dev.reinstate.bench.PeersReport;
import dev.reinstate.cli.local.TemporaryFolder;
import dev.reinstate.cli.option.JobArguments;
import dev.reinstate.cli.option.Json;
import dev.reinstate.credit.outcome.Target;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.table.BundledFlights;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code reinstate bench peers}: Reinstate beside MOA on one recording. */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    description =
        "Runs Reinstate and learners of MOA over a recording of classes, with the same delayed"
            + " feedback, and says how fast and how good each is. ./reinstate builds this"
            + " command with MOA (GPL), which nothing else contains.")
final class BenchPeers implements Callable<Integer> {

  private static final String CREDIT_MODE = "credit.mode";

  @Spec private CommandSpec spec;
  @Mixin private JobArguments arguments;

  @Option(
      names = "--recording",
      paramLabel = "DIR",
      description =
          "folder of the recording (default: the bundled flights, and then also their job unless"
              + " --job is given)")
  private @Nullable Path folder;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "only the first N observations, and all their feedback")
  private long events = Long.MAX_VALUE;

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Peers peers = Peers.available();
    PeersReport report = folder == null ? onFlights(peers) : onRecording(peers);
    spec.commandLine().getOut().println(json ? Json.of(report) : text(report));
    return 0;
  }

  private PeersReport onFlights(Peers peers) throws IOException {
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      return run(
          BundledFlights.record(temporary.path()).first(events),
          arguments.givenForFlights(),
          peers);
    }
  }

  private PeersReport onRecording(Peers peers) {
    Recording recording = Recording.open(folder).first(events);
    return run(recording, arguments.given(recording.info()), peers);
  }

  private PeersReport run(Recording recording, Map<String, String> given, Peers peers) {
    if (recording.info().target() != Target.CLASS) {
      throw new ParameterException(
          spec.commandLine(),
          "--recording: '%s' has no classes; allowed: a recording whose target is class"
              .formatted(recording.info().name()));
    }
    Map<String, String> frozen = new LinkedHashMap<>(given);
    frozen.put(CREDIT_MODE, "frozen");
    JobSettings learning = SettingsReader.read(given);
    return new PeersBenchmark(recording, name -> spec.commandLine().getErr().println(name))
        .run(
            learning.learner(),
            SettingsReader.read(frozen).learner(),
            learning.initialModel(),
            peers);
  }

  private static String text(PeersReport report) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %,d observations%n%n%-28s%14s%14s%10s%10s%10s%n",
            report.recording(),
            report.observations(),
            "",
            "a second",
            "µs of CPU",
            "accuracy",
            "log loss",
            "AUC"));
    line(text, "reinstate", report.reinstate());
    line(text, "reinstate, frozen", report.reinstateFrozen());
    report.moa().forEach((name, result) -> line(text, "MOA " + name, result));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, PeersReport.Result result) {
    text.append(
        String.format(
            Locale.ROOT,
            "%-28s%,14.0f%14s%10.4f%10.4f%10s%n",
            name,
            result.observationsPerSecond(),
            number("%.1f", result.cpuMicrosPerObservation()),
            result.accuracy(),
            result.logLoss(),
            number("%.4f", result.auc())));
  }

  private static String number(String format, @Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, format, value);
  }
}
