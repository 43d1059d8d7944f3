package dev.reinstate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Forget;
import dev.reinstate.event.Observation;
import dev.reinstate.kafka.record.ForgetCodec;
import dev.reinstate.kafka.record.RecordLimits;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.SettingsReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests to forget, and records that are none on every topic, reach a running job. */
class ForgetIT {

  /** When the events begin. */
  private static final long START = 1_780_000_000_000L;

  private static final JobSettings SETTINGS =
      SettingsReader.read(
          Map.of(
              "observation.size", "2",
              "prediction.target", "class",
              "prediction.classes", "2",
              "topics.prefix", "forgetting",
              "order.by", "arrival",
              "flink.execution.checkpointing.interval", "300 ms"));

  @TempDir private static Path folder;

  @Test
  void aRunningJobForgets() throws Exception {
    try (JobFixture fixture = new JobFixture(folder, SETTINGS)) {
      JobID job = fixture.start(null, null);
      List<Event> events = new ArrayList<>();
      for (String key : List.of("a", "b")) {
        for (int i = 0; i < 3; i++) {
          events.add(observation(key, i));
          events.add(
              new Feedback(
                  key, "f", "o" + i, START + i + 1, START + i, 1, 1, Feedback.Origin.NONE));
        }
      }
      fixture.send(events);
      fixture.await(job, "six memories", counts -> counts.get(Count.MATCHED) == 6);

      ForgetCodec codec = new ForgetCodec(RecordLimits.of(SETTINGS));
      for (Forget forget : List.of(new Forget("a", null, 0), new Forget("b", "o1", 0))) {
        fixture.sendRaw(
            fixture.kafka().topics().forget(), forget.key().getBytes(UTF_8), codec.encode(forget));
      }
      fixture.await(
          job,
          "two requests",
          counts -> counts.get(Count.FORGETS) == 2 && counts.get(Count.MEMORIES_FORGOTTEN) == 4);

      List<String> topics =
          List.of(
              fixture.kafka().topics().observations(),
              fixture.kafka().topics().feedback(),
              fixture.kafka().topics().forget(),
              fixture.kafka().topics().models());
      for (String topic : topics) {
        fixture.sendRaw(topic, new byte[] {1}, ("no record of " + topic).getBytes(UTF_8));
      }
      fixture.send(List.of(observation("a", 9), observation("b", 9)));
      fixture.await(job, "two more", counts -> counts.get(Count.OBSERVATIONS) == 8);
      Await.until(
          "the dead letters",
          () -> deadLetters(fixture).size() == topics.size(),
          () -> deadLetters(fixture).toString());
      fixture.stop(job);

      assertThat(fixture.predictions().get("a/o9").readable()).isZero();
      assertThat(fixture.predictions().get("b/o9").readable()).isEqualTo(2);
      assertThat(deadLetters(fixture))
          .containsExactlyInAnyOrderElementsOf(
              topics.stream().map(topic -> "malformed no record of " + topic).toList());
    }
  }

  private static Observation observation(String key, int number) {
    return new Observation(key, "o" + number, START + number, new float[] {number, -number});
  }

  private static List<String> deadLetters(JobFixture fixture) {
    return fixture.committed(fixture.kafka().topics().deadLetters()).stream()
        .map(record -> reason(record) + " " + new String(record.value(), UTF_8))
        .toList();
  }

  private static String reason(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.headers().lastHeader("reason").value(), UTF_8);
  }
}
