package dev.reinstate.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AucTest {

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

  @Property(tries = 200)
  void equalsTheShareOfAllPairs(
      @ForAll @Size(max = 40) List<@FloatRange(min = -2, max = 2) @Scale(1) Float> positives,
      @ForAll @Size(max = 40) List<@FloatRange(min = -2, max = 2) @Scale(1) Float> negatives) {
    Auc auc = new Auc(positives.size() + negatives.size());
    negatives.forEach(score -> auc.add(score, false));
    positives.forEach(score -> auc.add(score, true));
    double wins = 0;
    for (float p : positives) {
      for (float n : negatives) {
        wins += p > n ? 1 : p == n ? .5 : 0;
      }
    }
    int pairs = positives.size() * negatives.size();

    if (pairs == 0) {
      assertThat(auc.area()).isNull();
    } else {
      assertThat(auc.area()).isCloseTo(wins / pairs, within(1e-12));
    }
  }

  private static Double area(float[] scores, boolean... positive) {
    Auc auc = new Auc(scores.length);
    for (int i = 0; i < scores.length; i++) {
      auc.add(scores[i], positive[i]);
    }
    return auc.area();
  }
}
