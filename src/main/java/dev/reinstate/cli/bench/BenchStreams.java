package dev.reinstate.cli.bench;

import dev.reinstate.bench.Peers;
import dev.reinstate.bench.streams.StreamBenchmark;
import dev.reinstate.bench.streams.StreamBenchmark.Run;
import dev.reinstate.bench.streams.StreamBenchmark.Seed;
import dev.reinstate.bench.streams.StreamsReport;
import dev.reinstate.cli.local.TemporaryFolder;
import dev.reinstate.cli.option.JobArguments;
import dev.reinstate.cli.option.Json;
import dev.reinstate.cli.option.Progress;
import dev.reinstate.cli.option.RecordingArguments;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.generate.stream.MadeUpStream;
import dev.reinstate.recording.generate.stream.MadeUpStreamGenerator;
import dev.reinstate.replay.ParallelReplays;
import dev.reinstate.stream.config.JobOptions;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.SettingsReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code reinstate bench streams}: Reinstate beside the baselines on streams of many kinds. */
@Command(
    name = "streams",
    mixinStandardHelpOptions = true,
    description = {
      "Replays streams that no setting was tuned to, as 'replay' does where nothing is set, and"
          + " says beside the best of the simple predictors how good the initial predictions"
          + " were: those of 'generate stream', and any of your own.",
      "A stream is marked where the log loss is worse than that of the best baseline by more than"
          + " .01, or the accuracy than that of the same baseline; for values, where the RMSE is"
          + " worse by more than 1 %%."
    })
final class BenchStreams implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private JobArguments arguments;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "figures are means over the seeds 1 to N, of the learner and of made-up streams (default:"
              + " ${DEFAULT-VALUE})")
  private int seeds;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "only streams of these names (default: all)")
  private List<String> only = List.of();

  @Option(
      names = "--streams",
      paramLabel = "DIR",
      description =
          "also the recordings below this folder, and the tables with a mapping beside them:"
              + " NAME.csv or NAME.csv.gz with NAME.yaml")
  private @Nullable Path folder;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "only the first N observations of each, and all their feedback")
  private long events = Long.MAX_VALUE;

  @Option(
      names = "--at-once",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "replays that run at the same time; predictions are the same (default:"
              + " ${DEFAULT-VALUE})")
  private int atOnce;

  @Option(
      names = "--peers",
      description =
          "also run learners of MOA (GPL) on streams of classes; ./reinstate then builds with it")
  private boolean withPeers;

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    atLeastOne("--seeds", seeds);
    atLeastOne("--events", events);
    atLeastOne("--at-once", atOnce);
    StreamBenchmark benchmark = new StreamBenchmark(withPeers ? Peers.available() : null);
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      List<Seed> all = new ArrayList<>();
      for (List<Recording> stream : streams(temporary.path())) {
        for (int seed = 0; seed < stream.size(); seed++) {
          all.add(seed(stream.get(seed), seed));
        }
      }
      StreamsReport report = report(run(benchmark, all));
      spec.commandLine().getOut().println(json ? Json.of(report) : StreamsText.of(report));
      return 0;
    }
  }

  private void atLeastOne(String option, long given) {
    if (given < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "%s: '%d' is not allowed; allowed: a whole number from 1".formatted(option, given));
    }
  }

  /** All streams that are asked for, each with a recording for each seed. */
  private List<List<Recording>> streams(Path temporary) {
    List<MadeUpStream> madeUp =
        Arrays.stream(MadeUpStream.values()).filter(stream -> isAsked(stream.toString())).toList();
    List<Recording> own =
        folder == null ? List.of() : new StreamsFolder(folder).open(temporary.resolve("tables"));
    TreeSet<String> names = new TreeSet<>(own.stream().map(one -> one.info().name()).toList());
    Arrays.stream(MadeUpStream.values()).forEach(stream -> names.add(stream.toString()));
    for (String name : only) {
      if (!names.contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "--only: '%s' is not allowed; allowed: %s".formatted(name, String.join(", ", names)));
      }
    }
    List<List<Recording>> streams = new ArrayList<>();
    for (MadeUpStream stream : madeUp) {
      List<Recording> recordings = new ArrayList<>();
      for (int seed = 1; seed <= seeds; seed++) {
        Path made = temporary.resolve(stream + "-" + seed);
        new MadeUpStreamGenerator(stream, Math.min(events, stream.observations()), seed)
            .generate(made, written -> {});
        recordings.add(Recording.open(made));
      }
      streams.add(recordings);
    }
    for (Recording recording : own) {
      if (isAsked(recording.info().name())) {
        streams.add(Collections.nCopies(seeds, recording.first(events)));
      }
    }
    return streams;
  }

  private boolean isAsked(String name) {
    return only.isEmpty() || only.contains(name);
  }

  /**
   * @param number of the seed, from 0, which is the one that is set
   */
  private Seed seed(Recording recording, int number) {
    Map<String, String> given = new LinkedHashMap<>(arguments.given(recording.info()));
    long first = SettingsReader.read(given).learner().seed();
    given.put(JobOptions.SEED.key(), Long.toString(first + number));
    JobSettings job = SettingsReader.read(given);
    return new Seed(RecordingArguments.forJob(recording, job), job);
  }

  private List<Run> run(StreamBenchmark benchmark, List<Seed> all) throws Exception {
    // so that code is compiled when processor time counts
    benchmark.run(all.get(0), events -> {}, () -> false);
    try (Progress progress = Progress.of("replaying", all.stream().mapToLong(Seed::events).sum())) {
      return new ParallelReplays(progress::at, () -> false).atOnce(atOnce).run(all, benchmark::run);
    }
  }

  private StreamsReport report(List<Run> runs) {
    return StreamsReport.of(
        seeds,
        IntStream.range(0, runs.size() / seeds)
            .mapToObj(
                stream ->
                    StreamBenchmark.result(runs.subList(stream * seeds, (stream + 1) * seeds)))
            .toList());
  }
}
