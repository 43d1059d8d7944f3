package dev.reinstate.kafka;

import dev.reinstate.stream.config.JobOptions;
import dev.reinstate.stream.config.SettingsException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;

/** Which properties of Kafka's clients a job file may set. No message shows a value of them. */
final class ClientProperties {

  /** Of a config provider, such as ${file:/run/secrets/kafka:password}: known when it is asked. */
  private static final String REFERENCE = "${";

  private static final List<Fixed> FIXED =
      List.of(
          Fixed.by("bootstrap.servers", JobOptions.KAFKA_BOOTSTRAP_SERVERS),
          Fixed.by("group.id", JobOptions.KAFKA_GROUP_ID),
          Fixed.by("client.id", JobOptions.KAFKA_GROUP_ID),
          Fixed.by("client.id.prefix", JobOptions.KAFKA_GROUP_ID),
          Fixed.by("transactional.id", JobOptions.KAFKA_GROUP_ID),
          Fixed.by("transaction.timeout.ms", JobOptions.KAFKA_TRANSACTION_TIMEOUT),
          new Fixed(
              "auto.offset.reset",
              "earliest",
              "what a job knows follows from the oldest records on; it goes on from its checkpoint"),
          new Fixed("enable.auto.commit", "false", "offsets are committed with checkpoints"),
          new Fixed("isolation.level", "read_committed", "others would show aborted records"),
          new Fixed("allow.auto.create.topics", "false", "a topic that is missing is an error"),
          new Fixed("acks", "all", "no record may be lost or sent twice"),
          new Fixed("enable.idempotence", "true", "no record may be lost or sent twice"),
          Fixed.bytes("key.serializer"),
          Fixed.bytes("value.serializer"),
          Fixed.bytes("key.deserializer"),
          Fixed.bytes("value.deserializer"));

  private ClientProperties() {}

  /** The names of those that the job sets itself. */
  static List<String> fixed() {
    return FIXED.stream().map(Fixed::name).toList();
  }

  /**
   * Refuses what the job would override, and what no client understands.
   *
   * @param properties without {@link JobOptions#KAFKA_PROPERTIES}
   * @throws SettingsException naming the property and what is allowed
   */
  static void check(Map<String, String> properties) {
    for (Fixed fixed : FIXED) {
      String given = properties.get(fixed.name());
      if (given != null && !given.equals(fixed.value())) {
        throw new SettingsException(fixed.problem());
      }
    }
    // in order, so that of several the same one is said each time
    new TreeMap<>(properties)
        .forEach(
            (name, value) ->
                Stream.of(
                        ConsumerConfig.configDef(),
                        ProducerConfig.configDef(),
                        AdminClientConfig.configDef())
                    .map(clients -> clients.configKeys().get(name))
                    .filter(key -> key != null && !understands(key, value))
                    .findFirst()
                    .ifPresent(
                        key -> {
                          throw notUnderstood(key);
                        }));
  }

  private static boolean understands(ConfigKey key, String value) {
    if (value.contains(REFERENCE)) {
      return true;
    }
    try {
      Object parsed = ConfigDef.parseType(key.name, value, key.type);
      if (key.validator != null) {
        key.validator.ensureValid(key.name, parsed);
      }
      return true;
    } catch (ConfigException e) {
      return false;
    }
  }

  private static SettingsException notUnderstood(ConfigKey key) {
    return new SettingsException(
        "%s%s: Kafka's clients do not allow its value, which is not shown; allowed: %s%s"
            .formatted(
                JobOptions.KAFKA_PROPERTIES,
                key.name,
                key.type.name().toLowerCase(Locale.ROOT),
                key.validator == null ? "" : ", " + key.validator));
  }

  /**
   * A property that the job sets itself.
   *
   * @param value the only one that is allowed; empty where none is
   */
  private record Fixed(String name, String value, String reason) {

    static Fixed by(String name, ConfigOption<?> option) {
      return new Fixed(name, "", "it follows from " + option.key());
    }

    static Fixed bytes(String name) {
      return new Fixed(name, "", "records are Avro, and the job writes and reads their bytes");
    }

    String problem() {
      return "%s%s is fixed: %s; allowed: %s"
          .formatted(
              JobOptions.KAFKA_PROPERTIES,
              name,
              reason,
              value.isEmpty() ? "leave it out" : value + ", or leave it out");
    }
  }
}
