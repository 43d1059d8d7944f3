package dev.reinstate.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.stream.config.NotReadyException;
import dev.reinstate.stream.config.SettingsException;
import dev.reinstate.stream.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({
    "auto.offset.reset, none, earliest",
    "auto.offset.reset, latest, earliest",
    "enable.auto.commit, true, false",
    "isolation.level, read_uncommitted, read_committed",
    "acks, 1, all",
    "enable.idempotence, false, true",
    "group.id, mine, kafka.group-id",
    "client.id, mine, kafka.group-id",
    "transactional.id, mine, kafka.group-id",
    "transaction.timeout.ms, 1000, kafka.transaction-timeout",
    "bootstrap.servers, other:9092, kafka.bootstrap-servers",
    "value.deserializer, org.apache.kafka.common.serialization.StringDeserializer, leave it out"
  })
  void whatTheJobSetsItselfIsRefused(String property, String value, String said) {
    assertThatThrownBy(() -> read(property, value))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("kafka.properties." + property + " is fixed: ")
        .hasMessageContaining(said);
  }

  @Test
  void whatTheJobSetsItselfIsInTheReference() throws IOException {
    String reference = Files.readString(Path.of("docs/reference/configuration.md"));
    assertThat(ClientProperties.fixed())
        .contains("auto.offset.reset")
        .allSatisfy(name -> assertThat(reference).contains("`" + name + "`"));
  }

  @ParameterizedTest
  @CsvSource({
    "auto.offset.reset, earliest",
    "acks, all",
    "compression.type, zstd",
    "linger.ms, 20",
    "sasl.jaas.config, ${file:/run/secrets/kafka:jaas}",
    "request.timeout.ms, ${file:/run/secrets/kafka:timeout}",
    "some.plugin.of.mine, x"
  })
  void whatIsTheSameOrNotTheJobsIsHandedOn(String property, String value) {
    assertThat(read(property, value).properties()).containsEntry(property, value);
  }

  @ParameterizedTest
  @CsvSource({
    "request.timeout.ms, hunter2",
    "compression.type, hunter2",
    "security.protocol, hunter2",
    "max.poll.records, -7"
  })
  void whatNoClientUnderstandsIsRefusedAndNotRepeated(String property, String value) {
    assertThatThrownBy(() -> read(property, value))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("kafka.properties." + property + ": ")
        .hasMessageContaining("allowed: ")
        .hasMessageNotContaining(value);
  }

  private static KafkaSettings read(String property, String value) {
    return KafkaSettings.of(
        SettingsReader.read(
                Map.of(
                    "observation.size",
                    "2",
                    "prediction.target",
                    "value",
                    "kafka.properties." + property,
                    value))
            .kafka());
  }

  @Test
  void aFailureOfAClientNamesThePropertyForItsValue() {
    KafkaSettings settings =
        read("sasl.jaas.config", "LoginModul required username=\"u\" password=\"hunter2\";");
    assertThatThrownBy(
            () ->
                KafkaFailure.explained(
                    settings,
                    () -> {
                      throw new KafkaException(
                          "no client", new IOException("no class LoginModul, hunter2 unexpected"));
                    }))
        .isInstanceOf(NotReadyException.class)
        .hasNoCause()
        .hasMessageStartingWith("Kafka at ")
        .hasMessageContaining("no client: no class (kafka.properties.sasl.jaas.config), ")
        .hasMessageNotContaining("hunter2");
  }
}
