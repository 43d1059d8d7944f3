package dev.reinstate.bench;

import dev.reinstate.bench.PeersReport.Result;
import dev.reinstate.evaluation.baseline.Baseline;
import dev.reinstate.recording.Recording;
import dev.reinstate.replay.PeerEngine;
import dev.reinstate.replay.PlainEngine;
import dev.reinstate.replay.summary.RunSummaryBuilder;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.training.InitialModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Replays a recording through Reinstate and through learners of another library. All get feedback
 * at the same moments and are scored alike; no baseline runs beside them. Each first has a go at
 * the same beginning of the recording, so that its code is compiled when it counts.
 */
public final class PeersBenchmark {

  private static final long WARM_UP = 60_000;

  private final Recording recording;
  private final Recording beginning;
  private final Consumer<String> progress;

  /**
   * @param recording of classes
   * @param progress is told the name of the learner that is next
   */
  public PeersBenchmark(Recording recording, Consumer<String> progress) {
    this.recording = recording;
    this.beginning = recording.first(WARM_UP);
    this.progress = progress;
  }

  /**
   * Runs all.
   *
   * @param learning settings of the job
   * @param frozen the same without learning
   * @param peers the other library
   */
  public PeersReport run(
      LearnerSettings learning, LearnerSettings frozen, InitialModel model, Peers peers) {
    Result reinstate = reinstate("reinstate", learning, model);
    Result reinstateFrozen = reinstate("reinstateFrozen", frozen, model);
    Map<String, Result> others = new LinkedHashMap<>();
    for (Map.Entry<String, Supplier<Baseline>> peer :
        peers.learners(recording, learning).entrySet()) {
      others.put(
          peer.getKey(),
          measure(
              peers.library() + " " + peer.getKey(),
              stream -> new PeerEngine(peer.getValue().get(), learning).replay(stream)));
    }
    return new PeersReport(
        recording.info().name(),
        recording.info().observations(),
        reinstate,
        reinstateFrozen,
        others);
  }

  private Result reinstate(String name, LearnerSettings settings, InitialModel model) {
    return measure(
        name,
        stream ->
            new PlainEngine(settings, model).withoutBaselines().replay(name, stream, events -> {}));
  }

  private Result measure(String name, Function<Recording, RunSummaryBuilder> replay) {
    progress.accept(name);
    replay.apply(beginning);
    ProcessorTime processor = new ProcessorTime();
    RunSummaryBuilder run = replay.apply(recording);
    double micros = processor.microsPer(recording.info().observations());
    return Result.of(run.build(), micros);
  }
}
