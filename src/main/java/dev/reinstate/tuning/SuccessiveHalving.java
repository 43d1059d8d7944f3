package dev.reinstate.tuning;

import dev.reinstate.replay.ParallelReplays;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Finds the best of many candidates: all are tried on a short part, the better half of them on one
 * twice as long, and so on (Jamieson and Talwalkar, AISTATS 2016). The base is tried on every part,
 * so that there is something to compare with.
 *
 * <p>Each rung gets an equal share of the time that is left for the search. Candidates are tried
 * best first, so that those for whom there is no time are the ones that did worst before.
 */
final class SuccessiveHalving {

  /** The shortest part: on fewer observations scores are luck. */
  private static final long MIN_OBSERVATIONS = 1000;

  private static final int MAX_RUNGS = 5;

  private final Trial trial;
  private final TimeLimit time;
  private final ParallelReplays replays;
  private volatile boolean cut;

  /**
   * @param progress is told how many events of all trials are done
   * @param stop whether the search should end with the best so far
   */
  SuccessiveHalving(Trial trial, TimeLimit time, LongConsumer progress, BooleanSupplier stop) {
    this.trial = trial;
    this.time = time;
    this.replays =
        new ParallelReplays(
            progress, () -> stop.getAsBoolean() || time.elapsed() > time.endOfSearch());
  }

  /**
   * Sets how many trials at once, in place of as many as there are cores.
   *
   * @param trials at least 1
   */
  SuccessiveHalving atOnce(int trials) {
    replays.atOnce(trials);
    return this;
  }

  /** How many observations each rung takes, of so many in all; the last takes all. */
  static List<Long> rungs(long observations) {
    List<Long> rungs = new ArrayList<>();
    rungs.add(observations);
    while (rungs.size() < MAX_RUNGS && rungs.get(0) / 2 >= MIN_OBSERVATIONS) {
      rungs.add(0, rungs.get(0) / 2);
    }
    return rungs;
  }

  /** How many observations all trials take together where time suffices. */
  static long work(long observations, int candidates) {
    long work = 0;
    int left = candidates;
    for (long rung : rungs(observations)) {
      work += rung * (1 + left);
      left = (left + 1) / 2;
    }
    return work;
  }

  /**
   * Searches.
   *
   * @param observations of the part that is searched on
   * @return the rungs on which the base and at least one candidate were tried to the end
   */
  List<Rung> run(List<Candidate> candidates, long observations) throws Exception {
    List<Rung> done = new ArrayList<>();
    List<Candidate> left = candidates;
    List<Long> rungs = rungs(observations);
    for (int r = 0; r < rungs.size() && !left.isEmpty(); r++) {
      Rung rung = rung(left, rungs.get(r), rungs.size() - r);
      if (!Double.isFinite(rung.base()) || rung.candidates().isEmpty()) {
        break;
      }
      done.add(rung);
      left = rung.betterHalf();
    }
    return done;
  }

  /** Whether there was not the time to try all candidates that there should have been. */
  boolean isCut() {
    return cut;
  }

  private Rung rung(List<Candidate> candidates, long observations, int rungsLeft) throws Exception {
    List<Candidate> all = new ArrayList<>();
    all.add(Candidate.BASE);
    all.addAll(candidates);
    long begin = time.elapsed();
    List<Double> scores =
        replays.run(
            all,
            (candidate, progress, stopping) -> {
              long share = (time.endOfSearch() - begin) / rungsLeft;
              long end = candidate == Candidate.BASE ? time.endOfSearch() : begin + share;
              if (time.elapsed() + time.expected(observations) > end) {
                cut = true;
                return Double.NaN;
              }
              return tried(candidate, observations, progress, stopping);
            });
    List<Rung.Scored> scored = new ArrayList<>();
    for (int i = 1; i < all.size(); i++) {
      if (Double.isFinite(scores.get(i))) {
        scored.add(new Rung.Scored(all.get(i), scores.get(i)));
      }
    }
    return Rung.of(observations, scores.get(0), scored);
  }

  private double tried(
      Candidate candidate, long observations, LongConsumer progress, BooleanSupplier stopping)
      throws Exception {
    long begin = time.elapsed();
    double score = trial.score(candidate, observations, progress, stopping);
    if (stopping.getAsBoolean()) {
      cut = true;
      return Double.NaN;
    }
    time.spent(time.elapsed() - begin, observations);
    return score;
  }
}
