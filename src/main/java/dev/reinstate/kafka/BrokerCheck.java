package dev.reinstate.kafka;

import dev.reinstate.kafka.RecordSizes.Largest;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.PreflightReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether Kafka is as the job needs it: asked before the start, so that nothing fails half way. */
public final class BrokerCheck {

  private static final String TRANSACTION_MAX_TIMEOUT = "transaction.max.timeout.ms";

  private final Admin admin;
  private final KafkaSettings settings;
  private final RecordSizes sizes;
  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private BrokerCheck(Admin admin, KafkaSettings settings, RecordSizes sizes) {
    this.admin = admin;
    this.settings = settings;
    this.sizes = sizes;
    errors.addAll(sizes.errors());
  }

  /**
   * Checks topics and brokers.
   *
   * @param settings where they are
   * @param job what must fit them
   * @throws KafkaException if no broker answers, or refuses to
   */
  public static PreflightReport of(Admin admin, KafkaSettings settings, JobSettings job)
      throws InterruptedException {
    BrokerCheck check = new BrokerCheck(admin, settings, RecordSizes.of(settings, job));
    Duration horizon = Duration.ofMillis(job.learner().feedback().horizon());
    try {
      Set<String> existing = check.topics();
      check.topicSettings(existing, horizon);
      check.transactions();
    } catch (ExecutionException e) {
      throw new KafkaException(
          "the brokers at %s could not be asked for topics and settings: %s"
              .formatted(settings.bootstrapServers(), e.getCause().getMessage()),
          e.getCause());
    }
    return new PreflightReport(check.errors, check.warnings);
  }

  private Set<String> topics() throws ExecutionException, InterruptedException {
    Set<String> existing = new HashSet<>();
    for (Map.Entry<String, ? extends KafkaFuture<?>> topic :
        admin.describeTopics(settings.topics().names()).topicNameValues().entrySet()) {
      try {
        topic.getValue().get();
        existing.add(topic.getKey());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    List<String> missing =
        settings.topics().names().stream().filter(name -> !existing.contains(name)).toList();
    if (!missing.isEmpty()) {
      errors.add(
          ("topics are missing: %s; create them, or start with --create-topics PARTITIONS;"
                  + " their names begin with topics.prefix")
              .formatted(String.join(", ", missing)));
    }
    return existing;
  }

  private void topicSettings(Set<String> existing, Duration horizon)
      throws ExecutionException, InterruptedException {
    List<ConfigResource> resources =
        existing.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<String, Config> configs = new HashMap<>();
    try {
      admin
          .describeConfigs(resources)
          .all()
          .get()
          .forEach((resource, config) -> configs.put(resource.name(), config));
    } catch (ExecutionException e) {
      notAllowed(e, "the topics' settings, so retention and compaction are not checked");
      return;
    }
    for (String name : List.of(settings.topics().observations(), settings.topics().feedback())) {
      if (configs.containsKey(name)) {
        retention(name, configs.get(name), horizon);
      }
    }
    for (Largest largest : sizes.largest()) {
      if (configs.containsKey(largest.topic())) {
        messageSize(largest, configs.get(largest.topic()));
      }
    }
    Config models = configs.get(settings.topics().models());
    if (models != null && !value(models, TopicConfig.CLEANUP_POLICY_CONFIG).contains("compact")) {
      errors.add(
          ("topic %s is not compacted (cleanup.policy is %s): it would lose the last model, or"
                  + " grow for ever; set cleanup.policy=compact")
              .formatted(
                  settings.topics().models(), value(models, TopicConfig.CLEANUP_POLICY_CONFIG)));
    }
  }

  private void messageSize(Largest largest, Config config) {
    long max = Long.parseLong(value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
    if (largest.bytes() > max) {
      errors.add(
          ("a record of %s may take %,d bytes (%s), and the topic takes %,d at most; %s, or raise its"
                  + " max.message.bytes")
              .formatted(
                  largest.topic(), largest.bytes(), largest.madeOf(), max, largest.remedy()));
    }
  }

  private void retention(String topic, Config config, Duration horizon) {
    long millis = Long.parseLong(value(config, TopicConfig.RETENTION_MS_CONFIG));
    boolean deletes = value(config, TopicConfig.CLEANUP_POLICY_CONFIG).contains("delete");
    if (deletes && millis >= 0 && millis < horizon.toMillis()) {
      warnings.add(
          ("topic %s keeps records for %s, which is shorter than feedback.horizon (%s): a job"
                  + " that starts anew finds feedback without its observations; set retention.ms=%d")
              .formatted(topic, words(millis), words(horizon.toMillis()), horizon.toMillis()));
    }
  }

  private static String words(long millis) {
    return millis % 86_400_000 == 0 ? millis / 86_400_000 + " d" : millis + " ms";
  }

  private void transactions() throws ExecutionException, InterruptedException {
    String node = admin.describeCluster().nodes().get().iterator().next().idString();
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node);
    String max;
    try {
      max =
          value(
              admin.describeConfigs(List.of(broker)).all().get().get(broker),
              TRANSACTION_MAX_TIMEOUT);
    } catch (ExecutionException e) {
      notAllowed(e, "the broker's settings, so kafka.transaction-timeout is not checked");
      return;
    }
    long asked = settings.transactionTimeout().toMillis();
    if (asked > Long.parseLong(max)) {
      errors.add(
          ("kafka.transaction-timeout: '%d ms' is not allowed by the broker; allowed: at most"
                  + " %s ms, its %s")
              .formatted(asked, max, TRANSACTION_MAX_TIMEOUT));
    }
  }

  private void notAllowed(ExecutionException e, String what) throws ExecutionException {
    if (!(e.getCause() instanceof AuthorizationException)) {
      throw e;
    }
    warnings.add("this user may not read " + what);
  }

  private static String value(Config config, String name) {
    ConfigEntry entry = config.get(name);
    return entry == null || entry.value() == null ? "" : entry.value();
  }
}
