package dev.reinstate.cli;

import dev.reinstate.cli.option.Json;
import dev.reinstate.cli.option.NewJobFile;
import dev.reinstate.evaluation.Comparison;
import dev.reinstate.stream.config.Secrets;
import dev.reinstate.tuning.Rung;
import dev.reinstate.tuning.Tuned;
import dev.reinstate.tuning.TunedJobFile;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code tune} prints with {@code --json}.
 *
 * @param recording its name
 * @param settings of the job file
 * @param changes those of them that the search has found; empty where what it started from is best
 * @param measure that candidates were ranked by: {@code logLoss} or {@code rmse}
 * @param seed that determined the candidates
 * @param minutes that were allowed
 * @param candidates how many there were
 * @param searchedObservations of the part that was searched on, the first of the recording
 * @param heldOutObservations of the rest
 * @param rungs the parts that candidates were tried on, the longest last
 * @param cut whether there was not the time to try all of them as long as they should have been
 * @param baseScore of the settings that the search started from, on the last rung; null where there
 *     is none
 * @param bestScore of what was found, likewise
 * @param heldOut the runs {@code base} and {@code tuned}, where that is another, and the baselines,
 *     on the rest; null where the replay was stopped before
 * @param seconds that it took
 * @param job the file that was written
 */
record TuneSummary(
    String recording,
    Map<String, Object> settings,
    Map<String, String> changes,
    String measure,
    long seed,
    double minutes,
    int candidates,
    long searchedObservations,
    long heldOutObservations,
    List<Rung> rungs,
    boolean cut,
    @Nullable Double baseScore,
    @Nullable Double bestScore,
    @Nullable Comparison heldOut,
    double seconds,
    String job) {

  static TuneSummary of(
      TunedJobFile file, long seed, double minutes, double seconds, NewJobFile out) {
    Tuned tuned = file.tuned();
    return new TuneSummary(
        file.recording(),
        Secrets.hidden(file.settings()),
        tuned.best().changes(),
        tuned.measure().field(),
        seed,
        minutes,
        tuned.candidates(),
        tuned.searchedObservations(),
        tuned.heldOutObservations(),
        tuned.rungs(),
        tuned.cut(),
        tuned.baseScore(),
        tuned.bestScore(),
        tuned.heldOut(),
        seconds,
        out.path().toString());
  }

  String toJson() {
    return Json.of(this);
  }
}
