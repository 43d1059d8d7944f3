package dev.reinstate.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.cli.Executed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchCommandTest {

  @ParameterizedTest
  @ValueSource(strings = {"0", "15", "-3"})
  void refusesKeysOfFewerMemoriesThanAReadTakes(String memories) {
    Executed failed = Executed.command("bench", "memory", "--only", memories);
    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err())
        .contains(
            "--only: '%s' is not allowed; allowed: a whole number from 16".formatted(memories));
  }
}
