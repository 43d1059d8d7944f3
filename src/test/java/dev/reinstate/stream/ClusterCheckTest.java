package dev.reinstate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.stream.config.NotReadyException;
import dev.reinstate.stream.config.PreflightReport;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

/** What is wrong with Flink's settings is said before the job runs. */
class ClusterCheckTest {

  private static final Map<String, String> CHECKPOINTS =
      Map.of("execution.checkpointing.interval", "1 s", "parallelism.default", "1");

  private static PreflightReport check(String... settings) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return ClusterCheck.of(Configuration.fromMap(CHECKPOINTS), all);
  }

  @Test
  void aClusterAsItShouldBeIsFine() {
    assertThat(check()).isEqualTo(check("state.backend.type", "hashmap"));
    PreflightReport fine =
        check(
            "parallelism.default", "128",
            "pipeline.max-parallelism", "128",
            "state.backend.type", "rocksdb",
            "taskmanager.numberOfTaskSlots", "2",
            "taskmanager.memory.managed.size", "64m");
    assertThat(fine.errors()).isEmpty();
    assertThat(fine.warnings()).isEmpty();
    fine.throwIfAny();
  }

  @Test
  void moreSubtasksThanKeyGroupsAreRefused() {
    assertThat(check("parallelism.default", "129").errors())
        .singleElement()
        .asString()
        .startsWith("the parallelism is 129; allowed: 1 to 128");
  }

  @Test
  void anotherMaxParallelismIsRefused() {
    assertThat(check("pipeline.max-parallelism", "256").errors())
        .singleElement()
        .asString()
        .startsWith("pipeline.max-parallelism: 256 is not allowed; allowed: 128");
  }

  @Test
  void tooLittleManagedMemoryIsRefused() {
    PreflightReport findings =
        check(
            "state.backend.type", "rocksdb",
            "taskmanager.numberOfTaskSlots", "4",
            "taskmanager.memory.managed.size", "100m");
    assertThat(findings.errors())
        .singleElement()
        .asString()
        .contains("25.000mb")
        .contains("32.000mb")
        .contains("taskmanager.memory.managed.size");
    assertThatThrownBy(findings::throwIfAny)
        .isInstanceOf(NotReadyException.class)
        .hasMessage(findings.errors().get(0));
  }

  @Test
  void managedMemoryFollowsFromTheProcessSize() {
    String[] small = {
      "state.backend.type", "rocksdb",
      "taskmanager.numberOfTaskSlots", "20",
      "taskmanager.memory.process.size", "1728m"
    };
    assertThat(check(small).errors()).singleElement().asString().contains("managed memory");
    small[3] = "2";
    assertThat(check(small).errors()).isEmpty();
  }

  @Test
  void withoutCheckpointsNothingShows() {
    assertThat(ClusterCheck.of(new Configuration(), Map.of()).warnings())
        .singleElement()
        .asString()
        .startsWith("execution.checkpointing.interval is not set");
  }
}
