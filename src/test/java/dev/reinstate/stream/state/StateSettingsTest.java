package dev.reinstate.stream.state;

import static dev.reinstate.stream.TestEvents.feedback;
import static dev.reinstate.stream.TestEvents.observation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.stream.MemoryOperatorHarness;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import dev.reinstate.stream.TestJobs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** State that does not fit the settings is refused at once, in words. */
class StateSettingsTest {

  private static OperatorSubtaskState state() throws Exception {
    try (MemoryOperatorHarness operator =
        MemoryOperatorHarness.open(TestJobs.shared(), Backend.HEAP)) {
      for (int i = 0; i < 8; i++) {
        operator.push(observation("k", "o" + i, i), feedback("k", "o" + i, i, i % 2));
      }
      operator.watermark(10);
      return operator.snapshot();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          network.code.size        | 5    | network.code.size was 4 and is 5
          network.embedding.hidden | 9    | network.embedding.hidden was [8] and is [9]
          network.code.bits        | 32   | network.code.bits was 8 and is 32
          observation.size         | 6    | observation.size was 4 and is 6
          credit.mode              | exact | credit.mode was any but exact and is exact
          memory.code-head         | true | memory.code-head was false and is true
          memory.k                 | 2    | memory.k was 3 and is 2; it may only grow
          """)
  void anotherSettingIsNamed(String key, String value, String says) throws Exception {
    OperatorSubtaskState state = state();
    assertThatThrownBy(
            () ->
                MemoryOperatorHarness.restore(TestJobs.shared(key, value), Backend.HEAP, state)
                    .close())
        .hasMessageContaining("the state was written under other settings")
        .hasMessageContaining(says);
  }

  private static final String[] SPACES = {
    "spaces.own.key", "key", "spaces.all.shards", "2", "spaces.all.k", "4"
  };

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spaces.all.k      | 3    | spaces.all.k was 4 and is 3; it may only grow
          spaces.all.k      | 5    |
          spaces.own.k      | 2    | spaces.own.k was 3 and is 2; it may only grow
          spaces.all.shards | 3    | spaces was all by [], 2 shard(s); own by [key], 1 shard(s) and is
          spaces.more.key   | shop | reads was all at []; own at [key] and is all at []; more at [shop]
          memory.capacity   | 5    |
          """)
  void settingsOfSpaces(String key, String value, String says) {
    StateSettings before = StateSettings.of(TestJobs.shared(SPACES).learner());
    List<String> changed = new ArrayList<>(List.of(SPACES));
    changed.addAll(List.of(key, value));
    StateSettings now = StateSettings.of(TestJobs.shared(changed.toArray(String[]::new)).learner());
    if (says == null) {
      assertThatCode(() -> now.require(before)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> now.require(before)).hasMessageContaining(says);
    }
  }

  @Test
  void spacesThatAreNewOrGoneAreNamed() {
    StateSettings unnamed = StateSettings.of(TestJobs.shared().learner());
    StateSettings named = StateSettings.of(TestJobs.shared(SPACES).learner());
    assertThatThrownBy(() -> named.require(unnamed))
        .hasMessageContaining("spaces was not set and is all by []");
    assertThatThrownBy(() -> unnamed.require(named))
        .hasMessageContaining("spaces was all by []")
        .hasMessageContaining("spaces.all.k was 4 and is not set");
  }

  @ParameterizedTest
  @CsvSource({
    "memory.k, 5",
    "memory.capacity, 5",
    "memory.capacity, 60",
    "training.learning-rate, 0.5",
    "credit.mode, direct",
    "memory.refresh, none",
    "feedback.horizon, 1 d",
    "order.max-out-of-orderness, 1 s",
    "order.disorder, 1 s"
  })
  void settingsThatStateDoesNotDependOnMayChange(String key, String value) throws Exception {
    OperatorSubtaskState state = state();
    try (MemoryOperatorHarness operator =
        MemoryOperatorHarness.restore(TestJobs.shared(key, value), Backend.HEAP, state)) {
      for (int i = 20; i < 60; i++) {
        operator.push(observation("k", "o" + i, i), feedback("k", "g", "o" + (i - 20), i, i % 2));
      }
      operator.watermark(100);
      assertThat(operator.predictions()).hasSize(40);
    }
  }

  /** What was no setting when the state was written. */
  @ParameterizedTest
  @CsvSource({"memory.code-head, true", "prediction.rates, true", "prediction.regression, true"})
  void aSettingThatCameLaterWasAsItHadAlwaysBeen(String key, String value) throws Exception {
    Map<String, String> former =
        new TreeMap<>(StateSettings.of(TestJobs.shared().learner()).byKey());
    former
        .keySet()
        .removeAll(List.of("memory.code-head", "prediction.rates", "prediction.regression"));
    DataOutputSerializer out = new DataOutputSerializer(64);
    new StateSettings(former).write(out);
    StateSettings read = StateSettings.read(new DataInputDeserializer(out.getCopyOfBuffer()));

    StateSettings same = StateSettings.of(TestJobs.shared().learner());
    assertThatCode(() -> same.require(read)).doesNotThrowAnyException();
    StateSettings other =
        StateSettings.of(
            TestJobs.shared(
                    key,
                    value,
                    "prediction.combination",
                    "linear",
                    "prediction.own-features",
                    "all")
                .learner());
    assertThatThrownBy(() -> other.require(read))
        .hasMessageContaining(key + " was false and is " + value);
  }

  @Test
  void settingsAreKeptAsTheyWere() throws Exception {
    StateSettings settings = StateSettings.of(TestJobs.shared().learner());
    DataOutputSerializer out = new DataOutputSerializer(64);
    settings.write(out);
    StateSettings read = StateSettings.read(new DataInputDeserializer(out.getCopyOfBuffer()));
    assertThat(read).isEqualTo(settings);
    assertThatCode(() -> settings.require(read)).doesNotThrowAnyException();
  }
}
