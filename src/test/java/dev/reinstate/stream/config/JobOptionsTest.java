package dev.reinstate.stream.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobOptionsTest {

  static Iterable<ConfigOption<?>> options() {
    return JobOptions.all();
  }

  @ParameterizedTest
  @MethodSource("options")
  void everyKeyIsDottedKebabCaseAndDescribed(ConfigOption<?> option) {
    assertThat(option.key()).matches("[a-z]+(-[a-z]+)*(\\.[a-z]+(-[a-z]+)*)*");
    if (!option.key().equals("seed")) {
      assertThat(option.key()).contains(".");
    }
    String description = new HtmlFormatter().format(option.description());
    assertThat(description).hasSizeGreaterThan(10).endsWith(".");
  }

  @Test
  void allFindsEveryOptionOnceInTheOrderOfKeys() {
    assertThat(JobOptions.all())
        .extracting(ConfigOption::key)
        .isSorted()
        .doesNotHaveDuplicates()
        .contains("memory.k", "training.autoencoder.gate", "seed");
  }
}
