package dev.reinstate.bench.streams;

import dev.reinstate.bench.Peers;
import dev.reinstate.credit.outcome.Target;
import dev.reinstate.evaluation.metric.Metrics;
import dev.reinstate.recording.Recording;
import dev.reinstate.replay.PeerEngine;
import dev.reinstate.replay.PlainEngine;
import dev.reinstate.replay.summary.RunSummary;
import dev.reinstate.stream.config.JobSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Replays a stream as {@code replay} does, beside all baselines, and maybe through peers. */
public final class StreamBenchmark {

  private final @Nullable Peers peers;

  /**
   * @param peers another library, for streams of classes; null: none
   */
  public StreamBenchmark(@Nullable Peers peers) {
    this.peers = peers;
  }

  /**
   * A stream under one seed.
   *
   * @param recording of it, as the job sees it
   * @param job settings for it
   */
  public record Seed(Recording recording, JobSettings job) {

    /** Observations and feedback. */
    public long events() {
      return recording.info().observations() + recording.info().feedback();
    }
  }

  /**
   * What came of a stream under one seed.
   *
   * @param reinstate the run of the learner and its baselines
   * @param peers the metrics of peers by name; null where none ran
   */
  public record Run(Seed seed, RunSummary reinstate, @Nullable Map<String, Metrics> peers) {

    private Map<String, Metrics> baselines() {
      return reinstate.baselines();
    }

    /** An observation costs what it and its feedback do. */
    private @Nullable Double cpuMicrosPerObservation() {
      Double perEvent = reinstate.cost() == null ? null : reinstate.cost().cpuMicrosPerEvent();
      return perEvent == null ? null : perEvent * seed.events() / reinstate.observations();
    }

    private @Nullable Double learningFrom() {
      return reinstate.learningFrom() == null ? null : (double) reinstate.learningFrom();
    }
  }

  /**
   * Replays a stream under one seed.
   *
   * @param progress is told how many events are done
   * @param stop whether to stop early
   */
  public Run run(Seed seed, LongConsumer progress, BooleanSupplier stop) {
    JobSettings job = seed.job();
    Recording recording = seed.recording();
    RunSummary reinstate =
        new PlainEngine(job.learner(), job.initialModel())
            .stoppingWhen(stop)
            .replay(recording.info().name(), recording, progress)
            .build();
    Map<String, Metrics> others = null;
    if (peers != null && job.learner().prediction().target() == Target.CLASS) {
      Map<String, Metrics> byName = new LinkedHashMap<>();
      peers
          .learners(recording, job.learner())
          .forEach(
              (name, learner) ->
                  byName.put(
                      name,
                      new PeerEngine(learner.get(), job.learner())
                          .replay(recording)
                          .build()
                          .initial()));
      others = byName;
    }
    return new Run(seed, reinstate, others);
  }

  /**
   * The means over seeds.
   *
   * @param runs of one stream, at least one
   */
  public static StreamResult result(List<Run> runs) {
    Run first = runs.get(0);
    return StreamResult.of(
        first.seed().recording().info(),
        StreamFigures.mean(runs.stream().map(run -> run.reinstate().initial()).toList()),
        StreamFigures.mean(runs, Run::learningFrom),
        StreamFigures.mean(runs, Run::cpuMicrosPerObservation),
        means(runs.stream().map(Run::baselines).toList()),
        first.peers() == null ? null : means(runs.stream().map(Run::peers).toList()));
  }

  private static Map<String, StreamFigures> means(List<Map<String, Metrics>> seeds) {
    Map<String, StreamFigures> means = new LinkedHashMap<>();
    for (String name : seeds.get(0).keySet()) {
      means.put(name, StreamFigures.mean(seeds.stream().map(seed -> seed.get(name)).toList()));
    }
    return means;
  }
}
