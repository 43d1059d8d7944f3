package dev.reinstate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.kafka.record.FeedbackCodec;
import dev.reinstate.kafka.record.ObservationCodec;
import dev.reinstate.kafka.record.RecordLimits;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.SettingsReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of the year 9999 on the topics of a running job. */
class FutureTimesIT {

  private static final long YEAR_9999 = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

  private static final JobSettings SETTINGS =
      SettingsReader.read(
          Map.of(
              "observation.size", "2",
              "prediction.target", "class",
              "prediction.classes", "2",
              "topics.prefix", "future",
              "order.by", "arrival",
              "flink.execution.checkpointing.interval", "300 ms"));

  @TempDir private static Path folder;

  @Test
  void theyAreDeadLettersAndHarmNobody() throws Exception {
    long now = System.currentTimeMillis();
    RecordLimits limits = RecordLimits.of(SETTINGS);
    try (JobFixture fixture = new JobFixture(folder, SETTINGS)) {
      JobID job = fixture.start(null, null);
      List<Event> events = new ArrayList<>();
      for (String key : List.of("a", "b")) {
        for (int i = 0; i < 3; i++) {
          events.add(observation(key, i, now));
          events.add(new Feedback(key, "f", "o" + i, now, now, 1, 1, Feedback.Origin.NONE));
        }
        events.add(observation(key, 3, now));
      }
      fixture.send(events);
      fixture.await(
          job,
          "six memories and two that wait",
          counts -> counts.get(Count.MATCHED) == 6 && counts.get(Count.PENDING) == 2);

      byte[] key = "a".getBytes(UTF_8);
      fixture.sendRaw(
          fixture.kafka().topics().observations(),
          key,
          new ObservationCodec(limits).encode(observation("a", 4, YEAR_9999)));
      fixture.sendRaw(
          fixture.kafka().topics().feedback(),
          key,
          new FeedbackCodec(limits)
              .encode(new Feedback("a", "f", "o3", now, YEAR_9999, 1, 1, Feedback.Origin.NONE)));
      Await.until(
          "the dead letters", () -> errors(fixture).size() == 2, () -> errors(fixture).toString());
      fixture.send(List.of(observation("a", 9, now), observation("b", 9, now)));
      fixture.await(job, "two more", counts -> counts.get(Count.PREDICTIONS) == 10);
      fixture.stop(job);

      assertThat(fixture.counts(job).get(Count.MEMORIES)).isEqualTo(6);
      assertThat(fixture.counts(job).get(Count.PENDING)).isEqualTo(4);
      assertThat(fixture.predictions().get("a/o9").readable()).isEqualTo(3);
      assertThat(fixture.predictions().get("b/o9").readable()).isEqualTo(3);
      assertThat(errors(fixture))
          .allSatisfy(
              error ->
                  assertThat(error)
                      .contains(
                          "(9999-12-31T23:59:59Z), expected at most order.max-ahead (10 min)"));
    }
  }

  private static Observation observation(String key, int number, long time) {
    return new Observation(key, "o" + number, time, new float[] {number, -number});
  }

  private static List<String> errors(JobFixture fixture) {
    return fixture.committed(fixture.kafka().topics().deadLetters()).stream()
        .map(FutureTimesIT::error)
        .toList();
  }

  private static String error(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.headers().lastHeader("error").value(), UTF_8);
  }
}
