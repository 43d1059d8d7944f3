package dev.reinstate.tuning;

import dev.reinstate.recording.Recording;
import dev.reinstate.replay.PlainEngine;
import dev.reinstate.replay.summary.RunSummaryBuilder;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.SettingsReader;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Replays recordings with the settings of candidates.
 *
 * @param base the settings that candidates change
 */
record CandidateReplay(Map<String, String> base) {

  /**
   * @param name of the run
   * @param beside whether baselines are scored beside it
   * @param progress is told how many events are done
   * @param stop whether to end early
   */
  RunSummaryBuilder run(
      String name,
      Candidate candidate,
      Recording recording,
      boolean beside,
      LongConsumer progress,
      BooleanSupplier stop) {
    JobSettings job = SettingsReader.read(candidate.over(base));
    PlainEngine engine = new PlainEngine(job.learner(), job.initialModel()).stoppingWhen(stop);
    return (beside ? engine : engine.withoutBaselines())
        .replay(
            name,
            recording.forJob(
                job.kafka().maxIdBytes(),
                job.learner().features().missingAllowed(),
                job.learner().spaces().named()),
            progress);
  }
}
