package dev.reinstate.tuning;

import dev.reinstate.evaluation.metric.Measure;
import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.stream.EventStream;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.stream.config.SettingsException;
import dev.reinstate.stream.config.SettingsReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Searches settings on the first part of a recording, and scores what it has found on the rest,
 * once. Who searches is given the first part alone: its observations, and their feedback whenever
 * that comes.
 *
 * <p>The same recording, base, space, seed and number of candidates give the same settings, as long
 * as the time suffices to try all of them.
 */
public final class Tuning {

  /** Share of the observations that is searched on. */
  public static final double SEARCHED = .6;

  private final Recording recording;
  private final Map<String, String> base;
  private final SearchSpace space;
  private final LongSupplier nanoTime;
  private final CandidateReplay replay;
  private final AtomicLong events = new AtomicLong();

  /**
   * @param base settings that the search starts from, with what follows from the recording; those
   *     that the user chose must not be in the space
   */
  public Tuning(Recording recording, Map<String, String> base, SearchSpace space) {
    this(recording, base, space, System::nanoTime);
  }

  Tuning(Recording recording, Map<String, String> base, SearchSpace space, LongSupplier nanoTime) {
    this.recording = recording;
    this.base = base;
    this.space = space;
    this.nanoTime = nanoTime;
    this.replay = new CandidateReplay(base);
  }

  /** How many events all replays take together where time suffices. */
  public long work(int candidates) {
    long observations = recording.info().observations();
    long work = SuccessiveHalving.work(searchedObservations(), candidates) + 2 * observations;
    double events = observations + recording.info().feedback();
    return Math.round(work * events / Math.max(1, observations));
  }

  private long searchedObservations() {
    return (long) (recording.info().observations() * SEARCHED);
  }

  /**
   * Searches.
   *
   * @param candidates how many to try beside the base; fewer where the space has not as many
   * @param seed determines which
   * @param limit about how long it may take, with what comes after it
   * @param progress is told how many events of all replays are done
   * @param stop whether to end the search with the best so far
   * @return what was found, without a score on the rest
   * @throws SettingsException if the base is impossible
   * @throws RecordingException if the recording is broken or has fewer than two observations
   */
  public Tuned search(
      int candidates, long seed, Duration limit, LongConsumer progress, BooleanSupplier stop)
      throws Exception {
    LearnerSettings learner = SettingsReader.read(base).learner();
    Measure measure =
        Measure.of(
                new PredictionTask(learner.prediction().target(), learner.prediction().classes()))
            .get(0);
    if (recording.info().observations() < 2) {
      throw new RecordingException(
          "%s has %d observations; expected at least 2, one to search on and one to judge by"
              .formatted(recording.folder(), recording.info().observations()));
    }
    Recording searched = recording.first(searchedObservations());
    TimeLimit time = new TimeLimit(limit, recording.info().observations(), nanoTime);
    List<Candidate> drawn = space.draw(candidates, seed, this::isPossible);
    SuccessiveHalving halving =
        new SuccessiveHalving(
            new ReplayTrial(searched, replay, measure),
            time,
            done -> progress.accept(events.accumulateAndGet(done, Math::max)),
            stop);
    List<Rung> rungs = halving.run(drawn, searched.info().observations());
    Rung last = rungs.isEmpty() ? null : rungs.get(rungs.size() - 1);
    Optional<Rung.Scored> winner = last == null ? Optional.empty() : last.winner();
    return new Tuned(
        measure,
        searched.info().observations(),
        recording.info().observations() - searched.info().observations(),
        drawn.size(),
        rungs,
        halving.isCut(),
        winner.map(Rung.Scored::candidate).orElse(Candidate.BASE),
        last == null ? null : last.base(),
        last == null ? null : Double.valueOf(winner.map(Rung.Scored::score).orElse(last.base())),
        null);
  }

  /**
   * Scores what was found on the rest. No time limit cuts this short: without an honest score there
   * is no telling whether what was found is better at all.
   *
   * @param progress is told how many events of all replays are done, those of the search too
   * @param stop whether to end with the observations until then
   * @return the same with the score, if there was one of the rest among these observations
   */
  public Tuned score(Tuned tuned, LongConsumer progress, BooleanSupplier stop) throws Exception {
    // where the base is best, its replay is all that is left of the two that were announced
    int times = tuned.best().equals(Candidate.BASE) ? 2 : 1;
    return tuned.scored(
        new HeldOut(recording, replay, lastTime(recording.first(tuned.searchedObservations())))
            .compare(tuned.best(), done -> progress.accept(events.get() + times * done), stop));
  }

  private static long lastTime(Recording part) {
    long time = Long.MIN_VALUE;
    try (EventStream<Observation> observations = part.observations()) {
      while (observations.hasNext()) {
        time = observations.next().time();
      }
    }
    return time;
  }

  private boolean isPossible(Candidate candidate) {
    try {
      SettingsReader.read(candidate.over(base));
      return true;
    } catch (SettingsException e) {
      return false;
    }
  }
}
