package dev.reinstate.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.outcome.ValueOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadFormTest {

  private static final ReadHeads TWO_AND_CODE = new ReadHeads(0, 2, true, 1);
  private static final ReadHeads THREE_SHARDS = new ReadHeads(2, 1, false, 3);
  private static final ReadHeads SAME_PARTS = new ReadHeads(0, 2, false, 1);

  private static final ReadForm FORM =
      new ReadForm(
          new ValueOutcome(),
          Similarity.UNIT_DOT,
          List.of(TWO_AND_CODE, THREE_SHARDS, SAME_PARTS),
          1,
          false,
          0,
          false,
          true,
          new int[0],
          4,
          1,
          2,
          true);

  @Test
  void eachShardIsASource() {
    assertThat(FORM.sources()).isEqualTo(5);
    assertThat(FORM.readOf(0)).isEqualTo(TWO_AND_CODE);
    for (int shard = 1; shard <= 3; shard++) {
      assertThat(FORM.readOf(shard)).isEqualTo(THREE_SHARDS);
    }
    assertThat(FORM.readOf(4)).isEqualTo(SAME_PARTS);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> FORM.readOf(5));
  }

  @Test
  void headsAreNumberedThroughAllSources() {
    assertThat(FORM.heads()).isEqualTo(3 + 3 + 2);
    assertThat(List.of(0, 1, 2, 3, 4).stream().map(FORM::firstHead)).containsExactly(0, 3, 4, 5, 6);
    assertThat(FORM.firstHead(5)).isEqualTo(FORM.heads());
  }

  @Test
  void readsMayCompareTheSameParts() {
    assertThat(FORM.embeddingParts()).isEqualTo(3);
  }

  /** Two rates of each source, and the regression's. */
  @Test
  void eachSourceHasRates() {
    assertThat(FORM.known()).isEqualTo(11);
    assertThat(FORM.experts()).isEqualTo(8 + 11);
  }
}
