package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.recording.SortingRecordingWriter;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.common.record.CompressionType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Records of every compression that Kafka has pass through the broker, the job and commands. */
@Timeout(180)
class CompressionIT {

  private static final int EVENTS_EACH = 60;

  @TempDir private Path folder;

  @Test
  void everyCompressionIsReadAndWritten() throws Exception {
    CompressionType[] compressions = CompressionType.values();
    FlightsSample sample =
        new FlightsSample(
            folder.resolve("flights"),
            500,
            List.of("order.by=arrival", "kafka.properties.compression.type=zstd"));
    List<Event> sent = sample.events().subList(0, EVENTS_EACH * compressions.length);
    try (JobFixture fixture = new JobFixture(folder.resolve("servers"), sample.settings)) {
      for (int i = 0; i < compressions.length; i++) {
        produce(
            fixture,
            sample.recording.info(),
            sent.subList(i * EVENTS_EACH, (i + 1) * EVENTS_EACH),
            compressions[i].name);
      }

      JobID job = fixture.start(null, null);
      fixture.awaitEvents(job, sent.size());
      fixture.stop(job);
      assertThat(fixture.predictions()).hasSize((int) observations(sent));

      Path back = folder.resolve("back");
      Executed recorded = command(fixture, "record", "--out", back);
      assertThat(recorded.code()).as(recorded.err()).isZero();
      RecordingInfo info = Recording.open(back).info();
      assertThat(info.observations()).isEqualTo(observations(sent));
      assertThat(info.feedback()).isEqualTo(sent.size() - observations(sent));
    }
  }

  private void produce(JobFixture fixture, RecordingInfo info, List<Event> events, String name) {
    Path part = folder.resolve(name);
    try (SortingRecordingWriter writer = new SortingRecordingWriter(part, info)) {
      for (Event event : events) {
        if (event instanceof Observation observation) {
          writer.observation(observation);
        } else {
          writer.feedback((Feedback) event);
        }
      }
      writer.finish(done -> {});
    }
    Executed produced =
        command(
            fixture,
            "produce",
            "--recording",
            part,
            "--set",
            "kafka.properties.compression.type=" + name);
    assertThat(produced.code()).as("%s: %s", name, produced.err()).isZero();
  }

  private static long observations(List<Event> events) {
    return events.stream().filter(Observation.class::isInstance).count();
  }

  private static Executed command(JobFixture fixture, Object... words) {
    Object[] all = new Object[words.length + 4];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--job";
    all[words.length + 1] = "jobs/flights.yaml";
    all[words.length + 2] = "--set";
    all[words.length + 3] = "kafka.bootstrap-servers=" + fixture.kafka().bootstrapServers();
    return Executed.command(all);
  }
}
