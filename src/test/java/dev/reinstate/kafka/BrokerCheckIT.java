package dev.reinstate.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.PreflightReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a real broker's topics and settings is said before the job runs. */
@Timeout(120)
class BrokerCheckIT {

  private static final JobSettings JOB = RecordSizesTest.job(16, 512);

  @TempDir private Path folder;

  private static KafkaSettings settings(String servers, Duration transactionTimeout) {
    return new KafkaSettings(
        servers,
        new Topics("check"),
        "check",
        DeliveryGuarantee.EXACTLY_ONCE,
        transactionTimeout,
        Map.of("default.api.timeout.ms", "3000", "request.timeout.ms", "2000"));
  }

  private static void set(Admin admin, String topic, String key, String value) throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(new ConfigEntry(key, value), OpType.SET))))
        .all()
        .get();
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      KafkaSettings good = settings(broker.bootstrapServers(), Duration.ofMinutes(10));
      try (Admin admin = Admin.create(good.adminProperties())) {
        Topics topics = good.topics();
        assertThat(BrokerCheck.of(admin, good, JOB).errors())
            .singleElement()
            .asString()
            .startsWith("topics are missing: check.observations.v1, check.feedback.v1")
            .contains("--create-topics");

        topics.create(admin, 1);
        PreflightReport fine = BrokerCheck.of(admin, good, JOB);
        assertThat(fine.errors()).isEmpty();
        assertThat(fine.warnings()).isEmpty();

        set(admin, topics.feedback(), "retention.ms", "86400000");
        set(admin, topics.observations(), "retention.ms", "-1");
        assertThat(BrokerCheck.of(admin, good, JOB).warnings())
            .singleElement()
            .asString()
            .startsWith("topic check.feedback.v1 keeps records for 1 d")
            .contains("feedback.horizon (3 d)")
            .endsWith("set retention.ms=259200000");

        set(admin, topics.credits(), "max.message.bytes", "9000");
        assertThat(BrokerCheck.of(admin, good, JOB).errors())
            .singleElement()
            .asString()
            .startsWith("a record of check.credits.v1 may take 10,")
            .contains("memory.k (16)", "the topic takes 9,000 at most")
            .endsWith("or raise its max.message.bytes");
        set(admin, topics.credits(), "max.message.bytes", "1048588");

        set(admin, topics.models(), "cleanup.policy", "delete");
        assertThat(BrokerCheck.of(admin, good, JOB).errors())
            .singleElement()
            .asString()
            .startsWith("topic check.models.v1 is not compacted (cleanup.policy is delete)");
        set(admin, topics.models(), "cleanup.policy", "compact,delete");

        admin.deleteTopics(List.of(topics.credits())).all().get();
        KafkaSettings slow = settings(broker.bootstrapServers(), Duration.ofHours(1));
        assertThat(BrokerCheck.of(admin, slow, JOB).errors())
            .hasSize(2)
            .anyMatch(error -> error.startsWith("topics are missing: check.credits.v1;"))
            .anyMatch(
                error ->
                    error.startsWith("kafka.transaction-timeout: '3600000 ms' is not allowed")
                        && error.contains("at most 900000 ms"));
      }
    }
  }

  @Test
  void saysWhereNoBrokerAnswered() {
    KafkaSettings nowhere = settings("127.0.0.1:1", Duration.ofMinutes(10));
    try (Admin admin = Admin.create(nowhere.adminProperties())) {
      assertThatThrownBy(() -> BrokerCheck.of(admin, nowhere, JOB))
          .isInstanceOf(KafkaException.class)
          .hasMessageStartingWith("the brokers at 127.0.0.1:1 could not be asked");
    }
  }
}
