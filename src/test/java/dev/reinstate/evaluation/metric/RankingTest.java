package dev.reinstate.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RankingTest {

  @Test
  void countsPairsAndHalfOfTies() {
    // positives .8 .5 .5, negatives .5 .2: wins 1+1, ½+1, ½+1 of 6 pairs
    assertThat(area(new float[] {.5f, .8f, .2f, .5f, .5f}, true, true, false, false, true))
        .isCloseTo(5.0 / 6, within(1e-15));
  }

  @Test
  void isNothingWithoutBothLabels() {
    assertThat(area(new float[] {.1f, .2f}, true, true)).isNull();
    assertThat(area(new float[] {.1f, .2f}, false, false)).isNull();
    assertThat(area(new float[0])).isNull();
  }

  @Test
  void zerosOfBothSignsTie() {
    assertThat(area(new float[] {-0f, 0f}, true, false)).isEqualTo(.5);
  }

  @Test
  void averagePrecisionGainsAtEachThreshold() {
    // from above: .8 one of one, .5 three of four with .8, .2 the last negative
    // recall 1/3 at precision 1, then 2/3 more at 3/4
    assertThat(
            averagePrecision(new float[] {.5f, .8f, .2f, .5f, .5f}, true, true, false, false, true))
        .isCloseTo(1 / 3.0 + 2 / 3.0 * 3 / 4, within(1e-15));
    // one positive at each of the ranks 1 and 3: ½ · 1 + ½ · ⅔
    assertThat(averagePrecision(new float[] {.9f, .8f, .7f, .1f}, true, false, true, false))
        .isCloseTo(.5 + .5 * 2 / 3, within(1e-15));
    assertThat(averagePrecision(new float[] {.1f, .2f}, true, true)).isNull();
    assertThat(averagePrecision(new float[] {.1f, .2f}, false, false)).isNull();
  }

  @Property(tries = 200)
  void equalsTheShareOfAllPairs(
      @ForAll @Size(max = 40) List<@FloatRange(min = -2, max = 2) @Scale(1) Float> positives,
      @ForAll @Size(max = 40) List<@FloatRange(min = -2, max = 2) @Scale(1) Float> negatives) {
    Ranking ranking = new Ranking(positives.size() + negatives.size());
    negatives.forEach(score -> ranking.add(score, false));
    positives.forEach(score -> ranking.add(score, true));
    double wins = 0;
    for (float p : positives) {
      for (float n : negatives) {
        wins += p > n ? 1 : p == n ? .5 : 0;
      }
    }
    int pairs = positives.size() * negatives.size();

    if (pairs == 0) {
      assertThat(ranking.auc()).isNull();
    } else {
      assertThat(ranking.auc()).isCloseTo(wins / pairs, within(1e-12));
    }
  }

  private static Double area(float[] scores, boolean... positive) {
    return ranking(scores, positive).auc();
  }

  private static Double averagePrecision(float[] scores, boolean... positive) {
    return ranking(scores, positive).averagePrecision();
  }

  private static Ranking ranking(float[] scores, boolean... positive) {
    Ranking ranking = new Ranking(scores.length);
    for (int i = 0; i < scores.length; i++) {
      ranking.add(scores[i], positive[i]);
    }
    return ranking;
  }
}
