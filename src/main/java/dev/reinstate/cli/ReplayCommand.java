package dev.reinstate.cli;

import dev.reinstate.replay.PlainEngine;
import dev.reinstate.replay.Protocol;
import dev.reinstate.replay.Recording;
import dev.reinstate.replay.RunSummary;
import dev.reinstate.replay.Summary;
import dev.reinstate.replay.SummaryText;
import dev.reinstate.stream.JobSettings;
import dev.reinstate.stream.SettingsReader;
import java.io.IOException;
import java.util.List;
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
      names = "--save-model",
      paramLabel = "FILE",
      converter = NewModelFile.Converter.class,
      description =
          "write the model as it is at the end, for model.initial of another job or replay")
  private NewModelFile saved;

  @Override
  public Integer call() throws IOException {
    if (probeExact < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--probe-exact: '%d' is not allowed; allowed: a whole number from 0"
              .formatted(probeExact));
    }
    Recording recording = recorded.open();
    Map<String, String> given = arguments.given(recording.info());
    JobSettings settings = SettingsReader.read(given);
    long total = recording.info().observations() + recording.info().feedback();
    PlainEngine engine =
        new PlainEngine(settings.learner(), settings.initialModel())
            .probing(probeExact)
            .under(protocol);
    RunSummary run;
    try (Progress progress = Progress.of("replaying", total)) {
      run =
          engine
              .replay("current", recording, progress::at)
              .settings(JobArguments.shown(given))
              .build();
    }
    if (saved != null) {
      saved.write(engine.learned());
    }
    Summary summary = new Summary(List.of(run));
    spec.commandLine().getOut().println(json ? summary.toJson() : SummaryText.of(summary));
    return 0;
  }
}
