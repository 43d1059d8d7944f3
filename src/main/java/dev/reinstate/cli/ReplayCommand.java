package dev.reinstate.cli;

import dev.reinstate.cli.local.Interruption;
import dev.reinstate.cli.option.Engine;
import dev.reinstate.cli.option.JobArguments;
import dev.reinstate.cli.option.NetworksFolder;
import dev.reinstate.cli.option.NewModelFile;
import dev.reinstate.cli.option.Progress;
import dev.reinstate.cli.option.ProtocolConverter;
import dev.reinstate.cli.option.RecordingArguments;
import dev.reinstate.cli.option.ReplaySetting;
import dev.reinstate.cli.option.ReportFile;
import dev.reinstate.cli.option.SettingArguments;
import dev.reinstate.cli.option.StartArguments;
import dev.reinstate.cluster.FlinkEngine;
import dev.reinstate.learner.SavedState;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.stream.OutOfOrderArrival;
import dev.reinstate.replay.ParallelReplays;
import dev.reinstate.replay.PlainEngine;
import dev.reinstate.replay.Protocol;
import dev.reinstate.replay.report.RunLog;
import dev.reinstate.replay.summary.RunSummaryBuilder;
import dev.reinstate.replay.summary.Summary;
import dev.reinstate.replay.summary.SummaryText;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.SettingsReader;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
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
        "Runs the learner of the live job over a recording and scores the predictions made when"
            + " observations arrived.")
final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private JobArguments arguments;
  @Mixin private RecordingArguments recorded;
  @Mixin private SettingArguments besides;
  @Mixin private StartArguments start;

  @Option(names = "--json", description = "print the summary as JSON")
  private boolean json;

  @Option(
      names = "--probe-exact",
      paramLabel = "N",
      description =
          "at every Nth update, compare the gradient of each credit mode with the exact one,"
              + " computed from the exact observations, which are all kept in memory for this; 0:"
              + " never (default)")
  private int probeExact;

  @Option(
      names = "--protocol",
      paramLabel = "PROTOCOL",
      defaultValue = "natural",
      converter = ProtocolConverter.class,
      description =
          "when feedback arrives: natural, as recorded (default); fixed:N, just before the Nth"
              + " observation after its own; shuffled, the recorded delays dealt out at random;"
              + " zero, at once, an upper bound")
  private Protocol protocol;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      defaultValue = "plain",
      description =
          "plain: the learner alone (default); flink: the job's graph and operator, on a Flink"
              + " cluster in this JVM; both give the same results")
  private Engine engine;

  @Option(
      names = "--shuffle",
      paramLabel = "SEED",
      description =
          "let events arrive out of order, each late by a random time of at most"
              + " order.max-out-of-orderness; the results are the same")
  private @Nullable Long shuffle;

  @Option(
      names = "--save-model",
      paramLabel = "FILE",
      converter = NewModelFile.Converter.class,
      description =
          "write the model at the end of the run, for model.initial of another job or replay")
  private @Nullable NewModelFile saved;

  @Option(
      names = "--save-networks",
      paramLabel = "FOLDER",
      converter = NetworksFolder.Converter.class,
      description =
          "write the networks of network.*.file at the end of the run, as TorchScript:"
              + " embedding.pt, encoder.pt, decoder.pt")
  private @Nullable NetworksFolder networks;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      converter = ReportFile.Converter.class,
      description =
          "write a report, one HTML file that needs no network, with summary.json and summary.md"
              + " beside it")
  private @Nullable ReportFile report;

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
      refuse("--report", report != null);
      refuse("--candidate, --set-candidate, --sweep", besides.any());
      refuse("--from-savepoint", start.any());
    }
    if (start.any()) {
      refuseAfterAJob("--probe-exact", probeExact > 0);
      refuseAfterAJob("--protocol", !protocol.equals(Protocol.NATURAL));
      refuseAfterAJob("--events", recorded.isPart());
    }
    Recording recording = recorded.open();
    List<ReplaySetting> settings = besides.all(arguments, recording.info());
    SavedState state = start.open(settings);
    long events = recording.info().observations() + recording.info().feedback();
    List<FinishedReplay> replays;
    try (Interruption interruption = Interruption.watch();
        Progress progress = Progress.of("replaying", events * settings.size())) {
      replays =
          new ParallelReplays(progress::at, interruption::asked)
              .run(
                  settings, (setting, done, stop) -> replay(setting, state, recording, done, stop));
      if (interruption.asked()) {
        replays.forEach(replay -> interrupted(replay, recording));
      }
    }
    SkippedRecordsReport.print(replays.get(0).recording(), spec.commandLine().getErr());
    if (start.any()) {
      warnOfDuplicates(replays.get(0));
    }
    if (saved != null) {
      saved.write(replays.get(0).learned());
    }
    if (networks != null) {
      JobSettings current = SettingsReader.read(settings.get(0).given());
      networks.write(replays.get(0).learned(), current.learner());
    }
    Summary summary = FinishedReplay.summary(replays, besides.any() || report != null);
    if (report != null) {
      FinishedReplay.report(recording.info(), summary, replays).write(report.path());
    }
    spec.commandLine().getOut().println(json ? summary.toJson() : SummaryText.of(summary));
    return 0;
  }

  private void interrupted(FinishedReplay replay, Recording recording) {
    spec.commandLine()
        .getErr()
        .printf(
            Locale.ROOT,
            "interrupted: the summary of %s is of the first %,d of %,d observations%n",
            replay.setting().name(),
            replay.run().observations(),
            recording.info().observations());
  }

  private FinishedReplay replay(
      ReplaySetting setting,
      @Nullable SavedState state,
      Recording opened,
      LongConsumer progress,
      BooleanSupplier stop)
      throws Exception {
    JobSettings job = SettingsReader.read(setting.given());
    Recording recording = RecordingArguments.forJob(opened, job);
    OutOfOrderArrival arrivals =
        shuffle == null
            ? null
            : new OutOfOrderArrival(shuffle, job.order().maxOutOfOrderness().toMillis());
    if (engine == Engine.FLINK) {
      RunSummaryBuilder run =
          new FlinkEngine(job)
              .arriving(arrivals)
              .stoppingWhen(stop)
              .replay(setting.name(), recording, progress);
      return FinishedReplay.of(recording, setting, run, null, null);
    }
    PlainEngine plain =
        new PlainEngine(job.learner(), job.initialModel())
            .probing(probeExact)
            .startingFrom(state)
            .under(protocol)
            .arriving(arrivals)
            .stoppingWhen(stop);
    RunLog log = null;
    if (report != null) {
      log = new RunLog(recording.info());
      plain.watchedBy(log);
    }
    RunSummaryBuilder run = plain.replay(setting.name(), recording, progress);
    return FinishedReplay.of(recording, setting, run, plain.learned(), log);
  }

  private void refuse(String option, boolean given) {
    if (given) {
      throw new ParameterException(
          spec.commandLine(), option + ": is for --engine plain; leave it out with flink");
    }
  }

  private void refuseAfterAJob(String option, boolean given) {
    if (given) {
      throw new ParameterException(
          spec.commandLine(),
          option + ": needs what came before the recording; leave it out with --from-savepoint");
    }
  }

  /** What the savepoint holds already is dropped, but it has moved event time back. */
  private void warnOfDuplicates(FinishedReplay replay) {
    if (replay.run().observationsDuplicate() > 0) {
      spec.commandLine()
          .getErr()
          .printf(
              Locale.ROOT,
              "warning: %,d observations were dropped as duplicates; the recording should begin"
                  + " where the savepoint ends%n",
              replay.run().observationsDuplicate());
    }
  }
}
