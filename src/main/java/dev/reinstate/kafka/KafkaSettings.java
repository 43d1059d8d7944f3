package dev.reinstate.kafka;

import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.SettingsException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;

/**
 * How a job speaks to Kafka.
 *
 * @param bootstrapServers brokers as host:port, separated by commas
 * @param topics the topics' names
 * @param group names this job on Kafka: its consumer group, clients and transactions start with it,
 *     so no two jobs on one Kafka may share it, and a job keeps it from start to start
 * @param predictions exactly once, or at least once and visible in milliseconds
 * @param transactionTimeout how long a transaction may stay open, longer than a checkpoint takes
 *     and a restart lasts; brokers allow 15 minutes unless told otherwise
 * @param properties further properties of Kafka's clients; these may be secret
 */
public record KafkaSettings(
    String bootstrapServers,
    Topics topics,
    String group,
    DeliveryGuarantee predictions,
    Duration transactionTimeout,
    Map<String, String> properties) {

  static final Duration DEFAULT_TRANSACTION_TIMEOUT = Duration.ofMinutes(10);

  public KafkaSettings {
    properties = Map.copyOf(properties);
  }

  /** Exactly once, with the default timeout and no further properties. */
  public static KafkaSettings of(String bootstrapServers, Topics topics, String group) {
    return new KafkaSettings(
        bootstrapServers,
        topics,
        group,
        DeliveryGuarantee.EXACTLY_ONCE,
        DEFAULT_TRANSACTION_TIMEOUT,
        Map.of());
  }

  /**
   * The settings of a job, on the brokers that they name.
   *
   * @throws SettingsException if a property of Kafka's clients is the job's own, or impossible
   */
  public static KafkaSettings of(JobSettings.Kafka kafka) {
    ClientProperties.check(kafka.properties());
    return new KafkaSettings(
        kafka.bootstrapServers(),
        new Topics(kafka.topicsPrefix()),
        kafka.groupId(),
        kafka.exactlyOncePredictions()
            ? DeliveryGuarantee.EXACTLY_ONCE
            : DeliveryGuarantee.AT_LEAST_ONCE,
        kafka.transactionTimeout(),
        kafka.properties());
  }

  /** The same job on other brokers. */
  public KafkaSettings at(String otherServers) {
    return new KafkaSettings(
        otherServers, topics, group, predictions, transactionTimeout, properties);
  }

  /** For an admin client. */
  public Map<String, Object> adminProperties() {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("bootstrap.servers", bootstrapServers);
    return all;
  }

  /** Leaves out the values of the properties: passwords are among them. */
  @Override
  public String toString() {
    return "KafkaSettings[%s, %s, group %s, predictions %s, transactionTimeout %s, properties %s]"
        .formatted(
            bootstrapServers, topics, group, predictions, transactionTimeout, properties.keySet());
  }
}
