package dev.reinstate.replay;

import dev.reinstate.evaluation.Evaluation;
import dev.reinstate.event.Event;
import dev.reinstate.event.Observation;
import dev.reinstate.model.Model;
import dev.reinstate.recording.stream.SequentialWorker;
import dev.reinstate.replay.summary.EmbeddingNorm;
import dev.reinstate.replay.summary.FeatureFault;
import dev.reinstate.replay.summary.LastObservations;
import dev.reinstate.replay.summary.RunSummaryBuilder;
import dev.reinstate.replay.summary.ThreadCost;
import dev.reinstate.settings.LearnerSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores the batches of a replay on a thread that follows the one that gives them, a few behind.
 * What scoring threw is thrown to the one that gives batches.
 */
final class BatchScorer implements AutoCloseable {

  /** Batches that wait or are being scored. */
  private static final int BEHIND = 2;

  private final ReplayScorer replayed;
  private final LastObservations last = new LastObservations();
  private final ThreadCost cost = new ThreadCost();
  private final SequentialWorker<Void> scoring = new SequentialWorker<>("replay-scoring");

  BatchScorer(Evaluation evaluation) {
    replayed = new ReplayScorer(evaluation);
  }

  /**
   * Adds the next batch, once few enough wait.
   *
   * @param events of the batch; not changed any more
   * @param output what came of them, all of it
   */
  void add(List<Event> events, BatchOutput output) {
    while (scoring.waiting() >= BEHIND) {
      scoring.take();
    }
    scoring.add(
        () -> {
          cost.of(() -> score(events, output));
          return null;
        });
  }

  private void score(List<Event> events, BatchOutput output) {
    for (Event event : events) {
      replayed.event(event);
      if (event instanceof Observation observation) {
        last.observed(observation);
      }
    }
    output.giveTo(replayed);
  }

  /** Waits until all batches are scored. What is asked next is of all of them. */
  void finish() {
    while (scoring.waiting() > 0) {
      scoring.take();
    }
  }

  /** Starts the summary with all that is known here. */
  RunSummaryBuilder summary(String name, LearnerSettings settings, Model model) {
    return replayed
        .summary(name)
        .embeddingNormBeforeNormalisation(EmbeddingNorm.mean(settings, model, last))
        .featureFault(FeatureFault.of(settings, model, last));
  }

  /** Processor time of scoring, microseconds, for each of so many events; null if not known. */
  @Nullable Double microsPer(long events) {
    return cost.microsPer(events);
  }

  @Override
  public void close() {
    scoring.close();
  }
}
