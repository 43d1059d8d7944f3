package dev.reinstate.tuning;

import dev.reinstate.evaluation.metric.Measure;
import dev.reinstate.evaluation.metric.Score;
import dev.reinstate.recording.Recording;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Replays the first observations with a candidate's settings, feedback at its recorded time. The
 * score is that of the initial predictions for the second half of them: when a job has run for a
 * while. Several threads may try candidates at once.
 */
final class ReplayTrial implements Trial {

  private final Recording searched;
  private final CandidateReplay replay;
  private final Measure measure;
  private final Map<Long, Recording> parts = new ConcurrentHashMap<>();

  /**
   * @param searched the part of the recording that may be looked at, and no more than that
   * @param measure log loss or root mean squared error
   */
  ReplayTrial(Recording searched, CandidateReplay replay, Measure measure) {
    this.searched = searched;
    this.replay = replay;
    this.measure = measure;
  }

  @Override
  public double score(
      Candidate candidate, long observations, LongConsumer progress, BooleanSupplier stop) {
    Score score =
        replay
            .run(
                candidate.text(),
                candidate,
                parts.computeIfAbsent(observations, searched::first),
                false,
                progress,
                stop)
            .build()
            .initial()
            .secondHalf();
    Double value = measure == Measure.RMSE ? score.rmse() : score.logLoss();
    return finite(value);
  }

  private static double finite(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }
}
