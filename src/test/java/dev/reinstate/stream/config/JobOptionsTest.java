package dev.reinstate.stream.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.FallbackKey;
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
    assertThat(option.key()).matches("[a-z]+(-[a-z]+)*(\\.<name>)?(\\.[a-z]+(-[a-z]+)*)*");
    if (!List.of("seed", "reads").contains(option.key())) {
      assertThat(option.key()).contains(".");
    }
    String description = new HtmlFormatter().format(option.description());
    assertThat(description).hasSizeGreaterThan(10).endsWith(".");
  }

  @Test
  void noDeprecatedKeyIsInUse() {
    List<String> deprecated =
        JobOptions.all().stream()
            .flatMap(option -> StreamSupport.stream(option.fallbackKeys().spliterator(), false))
            .map(FallbackKey::getKey)
            .toList();
    assertThat(deprecated)
        .contains("order.disorder", "order.idle-after")
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(JobOptions.all().stream().map(ConfigOption::key).toList());
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
