package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JobArgumentsTest {

  @Test
  void secretsAreNotShown() {
    Map<String, Object> shown =
        JobArguments.shown(
            Map.of("memory.k", "8", "kafka.properties.sasl.jaas.config", "password=hunter2"));

    assertThat(shown).containsEntry("memory.k", "8");
    assertThat(shown.toString()).doesNotContain("hunter2");
  }
}
