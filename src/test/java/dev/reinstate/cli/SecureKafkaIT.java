package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.cli.local.LocalJob;
import dev.reinstate.cli.local.LocalJobs;
import dev.reinstate.cli.local.LocalServers;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Prediction;
import dev.reinstate.kafka.BrokerCheck;
import dev.reinstate.kafka.KafkaSettings;
import dev.reinstate.kafka.SecureBroker;
import dev.reinstate.recording.Recording;
import dev.reinstate.stream.JobCounts;
import dev.reinstate.stream.config.JobSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The job, its checks and its commands on a Kafka that lets only known clients in. */
@Timeout(240)
class SecureKafkaIT {

  private static final int FLIGHTS = 600;

  /** How a broker knows its clients. */
  private enum Security {
    PASSWORDS {
      @Override
      SecureBroker start(Path folder) throws Exception {
        return SecureBroker.withPasswords(folder);
      }
    },
    CERTIFICATES {
      @Override
      SecureBroker start(Path folder) throws Exception {
        return SecureBroker.withCertificates(folder);
      }
    };

    abstract SecureBroker start(Path folder) throws Exception;
  }

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void theWholeJobRuns(Security security) throws Exception {
    try (SecureBroker broker = security.start(folder.resolve("broker"));
        LocalServers servers = LocalServers.start(folder.resolve("servers"), 0, 2)) {
      List<String> sets = sets(broker, broker.clientProperties());
      FlightsSample sample = new FlightsSample(folder.resolve("flights"), FLIGHTS, sets);
      JobSettings settings = sample.settings;
      KafkaSettings kafka = KafkaSettings.of(settings.kafka());
      LocalJob job = new LocalJob(servers, kafka, settings, sample.recording::events);
      job.createTopics();
      try (Admin admin = Admin.create(kafka.adminProperties())) {
        assertThat(BrokerCheck.of(admin, kafka, settings).errors()).isEmpty();
      }

      Path sent = folder.resolve("sent");
      RecordIT.copy(sample.recording, sent);
      Executed produced = command("produce", sets, "--recording", sent);
      assertThat(produced.code()).as(produced.err()).isZero();
      JobID running = job.submit();
      Await.until(
          "all events",
          () -> events(servers.counts(running)) == 2L * FLIGHTS,
          () -> servers.counts(running).toString());
      servers.awaitEndOfSources(running);
      servers.stop(running);

      List<Prediction> predictions = new ArrayList<>();
      assertThat(LocalJobs.credits(kafka, predictions::add)).isPositive();
      assertThat(predictions).hasSize(FLIGHTS);
      assertThat(modelParts(kafka)).as("what the trainer has sent").isPositive();

      Path back = folder.resolve("back");
      Executed recorded = command("record", sets, "--out", back);
      assertThat(recorded.code()).as(recorded.err()).isZero();
      assertThat(Recording.open(back).info().observations()).isEqualTo(FLIGHTS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStrangerIsToldSoInOneSentence(Security security) throws Exception {
    FlightsSample sample = new FlightsSample(folder.resolve("flights"), 10, List.of());
    Path sent = folder.resolve("sent");
    RecordIT.copy(sample.recording, sent);
    try (SecureBroker broker = security.start(folder.resolve("broker"))) {
      List<String> sets = sets(broker, broker.strangersProperties());
      for (Executed refused :
          List.of(
              command("run", sets),
              command("run", sets, "--create-topics", "1"),
              command("produce", sets, "--recording", sent),
              command("record", sets, "--out", folder.resolve("none")))) {
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err().lines())
            .singleElement()
            .asString()
            .startsWith("Kafka at " + broker.bootstrapServers() + ": ")
            .contains(security == Security.PASSWORDS ? "sasl.*" : "ssl.*")
            .doesNotContain(SecureBroker.SECRET);
      }
    }
  }

  private static List<String> sets(SecureBroker broker, Map<String, String> properties) {
    List<String> sets = new ArrayList<>();
    sets.add("kafka.bootstrap-servers=" + broker.bootstrapServers());
    properties.forEach((key, value) -> sets.add("kafka.properties." + key + "=" + value));
    return sets;
  }

  private static Executed command(String name, List<String> sets, Object... further) {
    List<Object> words = new ArrayList<>(List.of(name, "--job", "jobs/flights.yaml"));
    sets.forEach(set -> words.addAll(List.of("--set", set)));
    words.addAll(List.of(further));
    return Executed.command(words.toArray());
  }

  private static long events(JobCounts counts) {
    return counts.get(Count.OBSERVATIONS) + counts.get(Count.FEEDBACK);
  }

  private static long modelParts(KafkaSettings kafka) throws Exception {
    TopicPartition models = new TopicPartition(kafka.topics().models(), 0);
    try (Admin admin = Admin.create(kafka.adminProperties())) {
      return admin
          .listOffsets(Map.of(models, OffsetSpec.latest()))
          .partitionResult(models)
          .get()
          .offset();
    }
  }
}
