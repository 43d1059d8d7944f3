package dev.reinstate.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @Test
  void secretsAreNotPrinted() {
    KafkaSettings settings =
        new KafkaSettings(
            "host:9092",
            new Topics("flights"),
            "flights",
            DeliveryGuarantee.AT_LEAST_ONCE,
            Duration.ofMinutes(10),
            Map.of("sasl.jaas.config", "password=hunter2"));
    assertThat(settings.toString()).contains("sasl.jaas.config").doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "flights/eu", "flights eu", "flüge"})
  void prefixThatKafkaWouldRefuse(String prefix) {
    assertThatThrownBy(() -> new Topics(prefix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("topics.prefix: '" + prefix + "'");
  }

  @Test
  void topicNames() {
    assertThat(new Topics("flights").names())
        .containsExactly(
            "flights.observations.v1",
            "flights.feedback.v1",
            "flights.predictions.v1",
            "flights.credits.v1",
            "flights.models.v1",
            "flights.forget.v1",
            "flights.dead-letters.v1");
  }
}
