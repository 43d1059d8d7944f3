package dev.reinstate.tuning;

import dev.reinstate.evaluation.Comparison;
import dev.reinstate.evaluation.ScoredSample;
import dev.reinstate.recording.Recording;
import dev.reinstate.replay.ParallelReplays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Scores settings that have been chosen on what those who chose them never saw: the whole recording
 * is replayed, and only predictions for observations after a time count.
 */
final class HeldOut {

  private final Recording recording;
  private final CandidateReplay replay;
  private final long after;

  /**
   * @param recording all of it
   * @param after milliseconds of event time; observations up to then do not count
   */
  HeldOut(Recording recording, CandidateReplay replay, long after) {
    this.recording = recording;
    this.replay = replay;
    this.after = after;
  }

  /**
   * Replays the base and the candidate, if it is another.
   *
   * @param stop whether to end early, with the observations until then
   * @return how they compare, with the base's baselines; null where no observation counts
   */
  @Nullable Comparison compare(Candidate best, LongConsumer progress, BooleanSupplier stop)
      throws Exception {
    List<Candidate> candidates =
        best.equals(Candidate.BASE) ? List.of(best) : List.of(Candidate.BASE, best);
    List<ScoredSample> samples =
        new ParallelReplays(progress, stop)
            .run(
                candidates,
                (candidate, done, stopping) -> sample(candidate, done, stopping).after(after));
    return samples.stream().anyMatch(sample -> sample.size() == 0) ? null : Comparison.of(samples);
  }

  private ScoredSample sample(Candidate candidate, LongConsumer progress, BooleanSupplier stop) {
    boolean isBase = candidate.equals(Candidate.BASE);
    return replay
        .run(isBase ? Tuned.BASE : Tuned.BEST, candidate, recording, isBase, progress, stop)
        .sample();
  }
}
