package dev.reinstate.cli;

import dev.reinstate.cli.local.Interruption;
import dev.reinstate.cli.option.JobArguments;
import dev.reinstate.cli.option.NewJobFile;
import dev.reinstate.cli.option.Progress;
import dev.reinstate.cli.option.RecordingArguments;
import dev.reinstate.recording.Recording;
import dev.reinstate.stream.config.Secrets;
import dev.reinstate.tuning.SearchSpace;
import dev.reinstate.tuning.SearchedSetting;
import dev.reinstate.tuning.Tuned;
import dev.reinstate.tuning.TunedJobFile;
import dev.reinstate.tuning.TunedText;
import dev.reinstate.tuning.Tuning;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code reinstate tune}: settings for a recording. */
@Command(
    name = "tune",
    mixinStandardHelpOptions = true,
    modelTransformer = TuneCommand.SpaceInHelp.class,
    description =
        "Searches settings for a recording by successive halving on the first 60 %% of its"
            + " observations, and writes a job file. What was found is then scored on the rest,"
            + " which the search has not seen.")
final class TuneCommand implements Callable<Integer> {

  private static final double NANOS = 1e9;

  @Spec private CommandSpec spec;
  @Mixin private JobArguments arguments;
  @Mixin private RecordingArguments recorded;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      converter = NewJobFile.Converter.class,
      description = "job file to write")
  private NewJobFile out;

  @Option(
      names = "--candidates",
      paramLabel = "N",
      defaultValue = "64",
      description = "how many settings to try (default: ${DEFAULT-VALUE})")
  private int candidates;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "10",
      description =
          "about how long the search may take with what comes after it; then the best so far is"
              + " taken, and scored, however long that takes (default: ${DEFAULT-VALUE})")
  private double minutes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "determines which settings are tried (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    require(candidates >= 1, "--candidates", candidates, "a whole number from 1");
    require(
        minutes > 0 && minutes <= Duration.ofDays(365).toMinutes(),
        "--minutes",
        minutes,
        "a number above 0");
    long start = System.nanoTime();
    Recording recording = recorded.open();
    Map<String, String> given = arguments.given();
    Map<String, String> base = arguments.given(recording.info());
    SearchSpace space = SearchSpace.ALL.without(given.keySet());
    String baseName = given.isEmpty() ? "nothing set" : "the settings given";
    Tuning tuning = new Tuning(recording, base, space);
    TunedJobFile file;
    try (Progress progress = Progress.of("tuning", tuning.work(candidates))) {
      file = file(recording, space, base, baseName, searched(tuning, progress));
      // whatever happens from here on, what was found is not lost
      out.write(file.text());
      file = file(recording, space, base, baseName, scored(tuning, file.tuned(), progress));
    }
    out.write(file.text());
    double seconds = (System.nanoTime() - start) / NANOS;
    spec.commandLine()
        .getOut()
        .println(
            json
                ? TuneSummary.of(file, seed, minutes, seconds, out).toJson()
                : TunedText.of(file.tuned(), baseName)
                    + "%s, in %.1f s".formatted(out.path(), seconds));
    return 0;
  }

  /** Ctrl-C ends the search with the best so far. */
  private Tuned searched(Tuning tuning, Progress progress) throws Exception {
    try (Interruption interruption = Interruption.watch()) {
      return tuning.search(
          candidates,
          seed,
          Duration.ofNanos((long) (minutes * Duration.ofMinutes(1).toNanos())),
          progress::at,
          interruption::asked);
    }
  }

  /** Another one ends it with the score of what was replayed until then. */
  private static Tuned scored(Tuning tuning, Tuned tuned, Progress progress) throws Exception {
    try (Interruption interruption = Interruption.watch()) {
      return tuning.score(tuned, progress::at, interruption::asked);
    }
  }

  private TunedJobFile file(
      Recording recording,
      SearchSpace space,
      Map<String, String> base,
      String baseName,
      Tuned tuned) {
    return new TunedJobFile(
        recording.info().name(),
        LocalDate.now(),
        "./reinstate "
            + Secrets.hiddenInCommand(spec.commandLine().getParseResult().originalArgs()),
        space,
        base,
        baseName,
        tuned);
  }

  private void require(boolean condition, String option, Number value, String allowed) {
    if (!condition) {
      throw new ParameterException(
          spec.commandLine(),
          "%s: '%s' is not allowed; allowed: %s".formatted(option, value, allowed));
    }
  }

  /** Says below the options which settings are searched. */
  static final class SpaceInHelp implements IModelTransformer {

    @Override
    public CommandSpec transform(CommandSpec command) {
      command
          .usageMessage()
          .footerHeading(
              "%nWhat is searched, except for settings that --job or --set give; the default of"
                  + " each is tried, too:%n")
          .footer(
              SearchSpace.ALL.settings().stream()
                  .map(SearchedSetting::text)
                  .map(text -> "  " + text)
                  .toArray(String[]::new));
      return command;
    }
  }
}
