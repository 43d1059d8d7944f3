package dev.reinstate.tuning;

import dev.reinstate.evaluation.Comparison;
import dev.reinstate.evaluation.metric.Measure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a search.
 *
 * @param measure that candidates were ranked by
 * @param searchedObservations of the part that was searched on, the first of the recording
 * @param heldOutObservations of the rest
 * @param candidates how many there were beside the base
 * @param rungs on which the base and at least one candidate were tried to the end; the winner is
 *     that of the last
 * @param cut whether there was not the time to try all candidates as long as they should have been
 * @param best what was found; {@link Candidate#BASE} where nothing was better
 * @param baseScore the base's score on the last rung; null where there is no rung
 * @param bestScore that of what was found, likewise
 * @param heldOut the runs {@code base} and {@code tuned}, and the base's baselines, on the rest;
 *     null before they were replayed, and where that was stopped before the rest
 */
public record Tuned(
    Measure measure,
    long searchedObservations,
    long heldOutObservations,
    int candidates,
    List<Rung> rungs,
    boolean cut,
    Candidate best,
    @Nullable Double baseScore,
    @Nullable Double bestScore,
    @Nullable Comparison heldOut) {

  /** The run with the settings that the search started from. */
  public static final String BASE = "base";

  /** The run with the settings that the search has found. */
  public static final String BEST = "tuned";

  Tuned scored(@Nullable Comparison onTheRest) {
    return new Tuned(
        measure,
        searchedObservations,
        heldOutObservations,
        candidates,
        rungs,
        cut,
        best,
        baseScore,
        bestScore,
        onTheRest);
  }
}
