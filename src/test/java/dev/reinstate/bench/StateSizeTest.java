package dev.reinstate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What memories take in checkpoints, measured as {@code bench memory} does. */
class StateSizeTest {

  private static final int MEMORIES = 2_000;

  /** Embedding, code, value and id, which has 8 characters here. */
  private static final int MIN_BYTES = BenchKeys.DIMENSION + BenchKeys.CODE + Double.BYTES + 8;

  private static BenchKeys labelled(StateKind kind) throws Exception {
    BenchKeys keys = new BenchKeys(kind, MEMORIES);
    for (int i = 0; i < keys.memories(MEMORIES); i++) {
      keys.observe();
    }
    for (int i = 0; i < keys.memories(MEMORIES); i++) {
      keys.feedback();
    }
    return keys;
  }

  @ParameterizedTest
  @EnumSource
  void aLabelledMemoryTakesHalfMoreThanWhatItHolds(StateKind kind) throws Exception {
    try (BenchKeys keys = labelled(kind)) {
      long traces = keys.state().savepoint();
      keys.letTracesGo();
      long memories = keys.state().savepoint();
      assertThat((double) memories / keys.memories(MEMORIES))
          .isBetween(MIN_BYTES * 1.0, MIN_BYTES * 1.5);
      assertThat(memories).isLessThan(traces);
    }
  }

  @Test
  void observationsDoNotRewriteMemories() throws Exception {
    try (BenchKeys keys = labelled(StateKind.ROCKSDB_CACHED)) {
      keys.letTracesGo();
      long first = keys.state().checkpoint();
      for (int i = 0; i < 100; i++) {
        keys.observe();
      }
      long observations = keys.state().checkpoint();
      assertThat(observations).isBetween(1L, first / 10);

      // feedback writes memories, and refreshes those that were read
      keys.learn();
      for (int i = 0; i < 100; i++) {
        keys.feedback();
      }
      assertThat(keys.state().checkpoint()).isBetween(2 * observations, first);
    }
  }
}
