package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.stream.config.SettingsException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

/** The jar's main class in somebody else's JVM, which it must not end. */
class ReinstateTest {

  @Test
  void returnsWhenItIsDone() {
    assertThatCode(() -> Reinstate.main(new String[] {"--version"})).doesNotThrowAnyException();
  }

  @Test
  void saysWhatWentWrong() {
    assertThatThrownBy(() -> Reinstate.main(new String[] {"run", "--set", "memory.capacity=no"}))
        .hasRootCauseInstanceOf(SettingsException.class);
    assertThatThrownBy(() -> Reinstate.main(new String[] {"fly"}))
        .isInstanceOf(ParameterException.class);
  }
}
