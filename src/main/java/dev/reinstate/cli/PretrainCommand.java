package dev.reinstate.cli;

import dev.reinstate.cli.option.JobArguments;
import dev.reinstate.cli.option.NetworksFolder;
import dev.reinstate.cli.option.NewModelFile;
import dev.reinstate.cli.option.Progress;
import dev.reinstate.cli.option.RecordingArguments;
import dev.reinstate.recording.Recording;
import dev.reinstate.replay.Pretraining;
import dev.reinstate.settings.CodeKind;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.stream.config.JobOptions;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.Secrets;
import dev.reinstate.stream.config.SettingsReader;
import dev.reinstate.stream.config.TrainingOptions;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code reinstate pretrain}: an autoencoder before there is feedback. */
@Command(
    name = "pretrain",
    mixinStandardHelpOptions = true,
    description =
        "Trains the autoencoder on a recording's observations, without their feedback, and"
            + " writes a model for model.initial. A job that starts from it learns from its"
            + " first batch of feedback on. Only for observations that have one"
            + " (network.code.kind): by default those of more than 64 features.")
final class PretrainCommand implements Callable<Integer> {

  private static final double NANOS = 1e9;

  @Spec private CommandSpec spec;
  @Mixin private JobArguments arguments;
  @Mixin private RecordingArguments recorded;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      converter = NewModelFile.Converter.class,
      description = "model file to write")
  private NewModelFile out;

  @Option(
      names = "--save-networks",
      paramLabel = "FOLDER",
      converter = NetworksFolder.Converter.class,
      description =
          "write the networks of network.*.file at the end of the run, as TorchScript:"
              + " embedding.pt, encoder.pt, decoder.pt")
  private @Nullable NetworksFolder networks;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "600",
      description = "number of training steps (default: ${DEFAULT-VALUE})")
  private int steps;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      description =
          "observations per step, in place of training.autoencoder.batch (default:"
              + " ${DEFAULT-VALUE})")
  private int batch;

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    atLeast1("--steps", steps);
    atLeast1("--batch", batch);
    long start = System.nanoTime();
    Recording opened = recorded.open();
    Map<String, String> given = arguments.given(opened.info());
    given.put(TrainingOptions.TRAINING_AUTOENCODER_BATCH.key(), Integer.toString(batch));
    JobSettings settings = SettingsReader.read(given);
    requireAutoencoder(settings.learner());
    Recording recording = RecordingArguments.forJob(opened, settings);
    Pretraining pretraining = new Pretraining(settings.learner(), settings.initialModel(), steps);
    Pretraining.Result result;
    try (Progress progress = Progress.of("pretraining", pretraining.work(recording))) {
      result = pretraining.train(recording, progress::at);
    }
    SkippedRecordsReport.print(recording, spec.commandLine().getErr());
    out.write(result.model());
    if (networks != null) {
      networks.write(result.model(), settings.learner());
    }
    PretrainSummary summary =
        PretrainSummary.of(
            Secrets.hidden(given), result, steps, batch, (System.nanoTime() - start) / NANOS, out);
    spec.commandLine().getOut().println(json ? summary.toJson() : summary.toText());
    return 0;
  }

  private void requireAutoencoder(LearnerSettings settings) {
    if (settings.networks().codeKind() == CodeKind.DIRECT) {
      throw new ParameterException(
          spec.commandLine(),
          ("there is no autoencoder to train: observations of %d numbers are kept themselves"
                  + " (%s direct). 'replay --save-model' saves what a replay has learned")
              .formatted(settings.inputSize(), JobOptions.NETWORK_CODE_KIND.key()));
    }
  }

  private void atLeast1(String option, int value) {
    if (value < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "%s: '%d' is not allowed; allowed: a whole number from 1".formatted(option, value));
    }
  }
}
