package dev.reinstate.cli;

import dev.reinstate.cluster.FlinkEngine;
import dev.reinstate.replay.Arrivals;
import dev.reinstate.replay.Ignored;
import dev.reinstate.replay.PlainEngine;
import dev.reinstate.replay.Protocol;
import dev.reinstate.replay.Recording;
import dev.reinstate.replay.RunSummary;
import dev.reinstate.replay.RunSummaryBuilder;
import dev.reinstate.replay.Summary;
import dev.reinstate.replay.SummaryText;
import dev.reinstate.stream.JobSettings;
import dev.reinstate.stream.SettingsReader;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code reinstate replay}: what a job would have predicted on a recorded stream. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description =
        "Replays a recording through the learner of the live job and scores the predictions made"
            + " when observations arrived.")
final class ReplayCommand implements Callable<Integer> {

  private static final String NAME = "current";

  @Spec private CommandSpec spec;
  @Mixin private JobArguments arguments;
  @Mixin private RecordingArguments recorded;

  @Option(names = "--json", description = "print the summary as JSON")
  private boolean json;

  @Option(
      names = "--probe-exact",
      paramLabel = "N",
      description =
          "at every Nth update compare the gradient of each credit mode with the exact one, of the"
              + " raw observations, which are all kept for it; 0: never (default)")
  private int probeExact;

  @Option(
      names = "--protocol",
      paramLabel = "PROTOCOL",
      defaultValue = "natural",
      converter = ProtocolConverter.class,
      description =
          "when feedback comes: natural, as recorded (default); fixed:N, just before the Nth"
              + " observation after its own; shuffled, the recorded delays dealt out at random;"
              + " zero, at once, which no one can have")
  private Protocol protocol;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      defaultValue = "plain",
      description =
          "plain: the learner alone (default); flink: the job's graph and operator, on a Flink"
              + " cluster in this JVM; both give the same")
  private Engine engine;

  @Option(
      names = "--shuffle",
      paramLabel = "SEED",
      description =
          "let events arrive out of order, each late by a random time up to order.disorder; what"
              + " comes out is the same")
  private Long shuffle;

  @Option(
      names = "--save-model",
      paramLabel = "FILE",
      converter = NewModelFile.Converter.class,
      description =
          "write the model as it is at the end, for model.initial of another job or replay")
  private NewModelFile saved;

  @Option(
      names = "--save-networks",
      paramLabel = "FOLDER",
      converter = NetworksFolder.Converter.class,
      description =
          "write the networks of network.*.file as they are at the end, as TorchScript:"
              + " embedding.pt, encoder.pt, decoder.pt")
  private NetworksFolder networks;

  @Override
  public Integer call() throws Exception {
    if (probeExact < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--probe-exact: '%d' is not allowed; allowed: a whole number from 0"
              .formatted(probeExact));
    }
    if (engine == Engine.FLINK) {
      refuse("--probe-exact", probeExact > 0);
      refuse("--protocol", !protocol.equals(Protocol.NATURAL));
      refuse("--save-model", saved != null);
      refuse("--save-networks", networks != null);
    }
    Recording recording = recorded.open();
    Map<String, String> given = arguments.given(recording.info());
    JobSettings settings = SettingsReader.read(given);
    long total = recording.info().observations() + recording.info().feedback();
    RunSummary run;
    try (Interruption interruption = Interruption.watch();
        Progress progress = Progress.of("replaying", total)) {
      RunSummaryBuilder summary =
          engine == Engine.FLINK
              ? flink(settings, recording, interruption, progress)
              : plain(settings, recording, interruption, progress);
      run = summary.settings(JobArguments.shown(given)).build();
      if (interruption.asked()) {
        spec.commandLine()
            .getErr()
            .printf(
                Locale.ROOT,
                "interrupted: the summary is of the first %,d of %,d observations%n",
                run.observations(),
                recording.info().observations());
      }
    }
    Summary summary = new Summary(List.of(run));
    spec.commandLine().getOut().println(json ? summary.toJson() : SummaryText.of(summary));
    return 0;
  }

  private RunSummaryBuilder plain(
      JobSettings settings, Recording recording, Interruption interruption, Progress progress)
      throws IOException {
    PlainEngine plain =
        new PlainEngine(settings.learner(), settings.initialModel())
            .probing(probeExact)
            .under(protocol)
            .arriving(arrivals(settings))
            .stoppingWhen(interruption::asked);
    RunSummaryBuilder summary = plain.replay(NAME, recording, progress::at);
    if (saved != null) {
      saved.write(plain.learned());
    }
    if (networks != null) {
      networks.write(plain.learned(), settings.learner());
    }
    return summary;
  }

  private RunSummaryBuilder flink(
      JobSettings settings, Recording recording, Interruption interruption, Progress progress)
      throws Exception {
    return new FlinkEngine(settings, new Ignored())
        .arriving(arrivals(settings))
        .stoppingWhen(interruption::asked)
        .replay(NAME, recording, progress::at);
  }

  private Arrivals arrivals(JobSettings settings) {
    return shuffle == null ? null : new Arrivals(shuffle, settings.order().disorder().toMillis());
  }

  private void refuse(String option, boolean given) {
    if (given) {
      throw new ParameterException(
          spec.commandLine(), option + ": is for --engine plain; leave it out with flink");
    }
  }
}
