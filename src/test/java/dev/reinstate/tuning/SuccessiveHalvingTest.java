package dev.reinstate.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuccessiveHalvingTest {

  private static final long SECOND = 1_000_000_000;
  private static final long PART = 16_000;

  private final AtomicLong clock = new AtomicLong(123);
  private final List<Long> tried = Collections.synchronizedList(new ArrayList<>());

  /** Candidates numbered by how good they are, the first one the best; not in that order. */
  private static List<Candidate> candidates(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Candidate(Map.of("n", Integer.toString(i * 5 % count))))
        .toList();
  }

  /** The score is the candidate's number, that of the base is given. */
  private Trial trial(double base, long nanosPerObservation) {
    return (candidate, observations, progress, stop) -> {
      tried.add(observations);
      clock.addAndGet(observations * nanosPerObservation);
      return candidate.equals(Candidate.BASE)
          ? base
          : Double.parseDouble(candidate.changes().get("n"));
    };
  }

  private SuccessiveHalving search(Trial trial, Duration limit) {
    return new SuccessiveHalving(
        trial, new TimeLimit(limit, 25_000, clock::get), done -> {}, () -> false);
  }

  @Test
  void rungsDoubleUpToTheWholePart() {
    assertThat(SuccessiveHalving.rungs(16_000))
        .containsExactly(1000L, 2000L, 4000L, 8000L, 16_000L);
    assertThat(SuccessiveHalving.rungs(160_000)).hasSize(5).last().isEqualTo(160_000L);
    assertThat(SuccessiveHalving.rungs(1999)).containsExactly(1999L);
    assertThat(SuccessiveHalving.rungs(10)).containsExactly(10L);
  }

  @Test
  void theBetterHalfGoesOn() throws Exception {
    SuccessiveHalving search = search(trial(1.5, 1), Duration.ofHours(1));
    List<Rung> rungs = search.run(candidates(12), PART);

    assertThat(rungs).extracting(rung -> rung.candidates().size()).containsExactly(12, 6, 3, 2, 1);
    assertThat(rungs)
        .extracting(Rung::observations)
        .containsExactlyElementsOf(SuccessiveHalving.rungs(PART));
    assertThat(rungs.get(4).winner().orElseThrow().candidate().changes()).containsEntry("n", "0");
    assertThat(rungs).extracting(Rung::base).containsOnly(1.5);
    assertThat(search.isCut()).isFalse();
    assertThat(tried.stream().mapToLong(n -> n).sum()).isEqualTo(SuccessiveHalving.work(PART, 12));
  }

  @Test
  void whatIsNotBetterThanTheBaseDoesNotWin() throws Exception {
    List<Rung> rungs = search(trial(0, 1), Duration.ofHours(1)).run(candidates(12), PART);

    assertThat(rungs.get(4).candidates().get(0).score()).isZero();
    assertThat(rungs.get(4).winner()).isEmpty();
  }

  @Test
  void candidatesWithoutAScoreDropOut() throws Exception {
    Trial good = trial(5, 1);
    Trial trial =
        (candidate, observations, progress, stop) ->
            "0".equals(candidate.changes().get("n"))
                ? Double.NaN
                : good.score(candidate, observations, progress, stop);
    List<Rung> rungs = search(trial, Duration.ofHours(1)).run(candidates(4), PART);

    assertThat(rungs.get(0).candidates()).hasSize(3);
    assertThat(rungs.get(4).winner().orElseThrow().candidate().changes()).containsEntry("n", "1");
  }

  /** An hour is asked for and a minute given: fewer candidates, on all rungs all the same. */
  @Test
  void theTimeLimitIsKept() throws Exception {
    long nanos = 60 * SECOND / 200_000;
    assertThat(nanos * SuccessiveHalving.work(PART, 1000)).isGreaterThan(20 * 60 * SECOND);
    // one after the other, as they share the clock
    SuccessiveHalving search = search(trial(1.5, nanos), Duration.ofMinutes(1)).atOnce(1);
    long begin = clock.get();
    List<Rung> rungs = search.run(candidates(1000), PART);

    assertThat(search.isCut()).isTrue();
    assertThat(rungs).hasSize(5);
    assertThat(rungs.get(0).candidates()).hasSizeBetween(5, 100);
    assertThat(rungs.get(4).candidates()).isNotEmpty();
    // with time for the replay at the end
    assertThat(clock.get() - begin).isLessThan(60 * SECOND - 25_000 * nanos);
  }

  @Test
  void timeForNothingIsNoRung() throws Exception {
    SuccessiveHalving search = search(trial(1.5, SECOND), Duration.ofMinutes(1));

    assertThat(search.run(candidates(4), PART)).isEmpty();
    assertThat(search.isCut()).isTrue();
  }

  @Test
  void aWishToStopEndsIt() throws Exception {
    SuccessiveHalving search =
        new SuccessiveHalving(
            trial(1.5, 1),
            new TimeLimit(Duration.ofHours(1), 25_000, clock::get),
            done -> {},
            () -> tried.contains(4000L));

    assertThat(search.run(candidates(12), PART)).hasSize(2);
    assertThat(tried).doesNotContain(8000L);
  }
}
