package dev.reinstate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.kafka.EmbeddedBroker;
import dev.reinstate.kafka.KafkaSettings;
import dev.reinstate.kafka.PartitionCounts;
import dev.reinstate.kafka.RecordingProducer;
import dev.reinstate.kafka.TopicRecorder;
import dev.reinstate.kafka.TopicSection;
import dev.reinstate.kafka.Topics;
import dev.reinstate.kafka.record.RecordLimits;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.recording.SortingRecordingWriter;
import dev.reinstate.recording.stream.EventStream;
import dev.reinstate.recording.table.BundledFlights;
import dev.reinstate.stream.config.JobSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code produce} sends, {@code record} brings back, on a real broker. */
@Timeout(120)
class RecordIT {

  private static final int FLIGHTS = 3000;
  private static final int DISTANCE = 8;

  @TempDir private Path folder;

  private EmbeddedBroker broker;
  private KafkaSettings kafka;
  private JobSettings settings;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
    settings = FlightsSample.settings(List.of());
    kafka = KafkaSettings.of(broker.bootstrapServers(), new Topics("flights"), "any");
    try (Admin admin = Admin.create(kafka.adminProperties())) {
      kafka.topics().create(admin, 2);
    }
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void aRoundTripLosesNothing() throws Exception {
    // sorted, so that the bytes can be compared
    Path sent = folder.resolve("sent");
    copy(
        BundledFlights.record(folder.resolve("flights")).first(FLIGHTS),
        sent,
        RecordIT::withoutDistance);
    Executed produced = command("produce", "--recording", sent, "--job", "jobs/flights.yaml");
    assertThat(produced.code()).as(produced.err()).isZero();
    sendRaw(kafka.topics().feedback(), "ATL", "not Avro");

    Path back = folder.resolve("back");
    Executed recorded = command("record", "--out", back, "--job", "jobs/flights.yaml");

    assertThat(recorded.code()).as(recorded.err()).isZero();
    assertThat(recorded.out()).contains("3,000 observations of 25 features, 3,000 feedbacks");
    assertThat(recorded.err())
        .contains("1 records left out:", "flights.feedback.v1, partition 0, offset");
    for (String file : List.of("observations.avro", "feedback.avro")) {
      assertThat(back.resolve(file)).hasSameBinaryContentAs(sent.resolve(file));
    }
    RecordingInfo info = Recording.open(back).info();
    assertThat(info.classes()).isEqualTo(2);
    assertThat(info.name()).isEqualTo("flights");
    assertThat(info.missing()).containsExactly(DISTANCE);

    assertThat(part(Map.of(), Map.of("observations/0", 10L, "feedback/0", 5L), true))
        .as("another end for two of the four partitions")
        .isEqualTo(inPartition(1, sent) + 15);
    assertThat(part(Map.of("observations/0", 10L), Map.of("observations/0", 12L), false))
        .isEqualTo(2);
    assertThat(takenFrom(OptionalLong.of(System.currentTimeMillis() + 3_600_000)))
        .as("sent in an hour or later")
        .isZero();
  }

  private long inPartition(int partition, Path sent) {
    PartitionCounts counts = PartitionCounts.of(Recording.open(sent).events(), 2);
    return counts.observations()[partition] + counts.feedback()[partition];
  }

  /** Records a part by offsets; unless all the others are asked for, they end where they begin. */
  private long part(Map<String, Long> from, Map<String, Long> to, boolean others) {
    Path out = folder.resolve("part-" + from + to.hashCode());
    ArrayList<Object> words =
        new ArrayList<>(List.of("record", "--out", out, "--job", "jobs/flights.yaml"));
    from.forEach((place, offset) -> words.addAll(List.of("--from-offset", place + "=" + offset)));
    to.forEach((place, offset) -> words.addAll(List.of("--to-offset", place + "=" + offset)));
    if (!others) {
      for (String place : List.of("observations/1", "feedback/0", "feedback/1")) {
        words.addAll(List.of("--to-offset", place + "=0"));
      }
    }
    Executed recorded = command(words.toArray());
    assertThat(recorded.code()).as(recorded.err()).isZero();
    RecordingInfo info = Recording.open(out).info();
    return info.observations() + info.feedback();
  }

  private long takenFrom(OptionalLong time) {
    TopicSection section = new TopicSection(time, OptionalLong.empty(), Map.of(), Map.of(), false);
    try (TopicRecorder recorder = new TopicRecorder(kafka, RecordLimits.of(settings), section)) {
      return recorder.records();
    }
  }

  @Test
  void withoutAnEndItRecordsUntilItIsStopped() throws Exception {
    Recording flights = BundledFlights.record(folder.resolve("flights")).first(500);
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong seen = new AtomicLong();
    TopicSection endless =
        new TopicSection(OptionalLong.empty(), OptionalLong.empty(), Map.of(), Map.of(), true);
    Path out = folder.resolve("live");
    try (TopicRecorder recorder = new TopicRecorder(kafka, RecordLimits.of(settings), endless);
        SortingRecordingWriter writer = new SortingRecordingWriter(out, flights.info())) {
      assertThat(recorder.records()).isEqualTo(-1);
      CompletableFuture<Void> reading =
          CompletableFuture.runAsync(() -> recorder.read(writer, stop::get, seen::set));
      copyTo(flights);
      Await.until("1000 records", () -> seen.get() == 1000, () -> seen + " records");
      stop.set(true);
      reading.get(1, TimeUnit.MINUTES);
      assertThat(writer.finish(done -> {}).observations()).isEqualTo(500);
    }
  }

  @Test
  void aTopicThatIsNotThereIsSaid() {
    Executed recorded =
        command(
            "record",
            "--out",
            folder.resolve("none"),
            "--job",
            "jobs/flights.yaml",
            "--set",
            "topics.prefix=nobody");

    assertThat(recorded.code()).isEqualTo(1);
    assertThat(recorded.err()).contains("there is no topic nobody.observations.v1");
  }

  @Test
  void aTimeThatIsNoneIsWrongUsage() {
    Executed recorded = command("record", "--out", folder, "--from", "yesterday");

    assertThat(recorded.code()).isEqualTo(2);
  }

  private void copyTo(Recording flights) throws Exception {
    try (RecordingProducer producer = new RecordingProducer(kafka, RecordLimits.of(settings));
        EventStream<Event> events = flights.events()) {
      producer.send(events, RecordingProducer.MAX_SPEED, sent -> {});
    }
  }

  static void copy(Recording from, Path to) {
    copy(from, to, UnaryOperator.identity());
  }

  private static void copy(Recording from, Path to, UnaryOperator<Observation> change) {
    try (SortingRecordingWriter writer = new SortingRecordingWriter(to, from.info());
        EventStream<Observation> observations = from.observations();
        EventStream<Feedback> feedback = from.feedback()) {
      observations.forEachRemaining(flight -> writer.observation(change.apply(flight)));
      feedback.forEachRemaining(writer::feedback);
      writer.finish(done -> {});
    }
  }

  /** One flight in seven or so lacks its distance. */
  private static Observation withoutDistance(Observation flight) {
    if (flight.observationId().hashCode() % 7 != 0) {
      return flight;
    }
    float[] features = flight.features().clone();
    features[DISTANCE] = Float.NaN;
    return new Observation(flight.key(), flight.observationId(), flight.time(), features);
  }

  private void sendRaw(String topic, String key, String value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            kafka.adminProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(topic, 0, key.getBytes(UTF_8), value.getBytes(UTF_8)))
          .get();
    }
  }

  private Executed command(Object... words) {
    Object[] all = new Object[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--set";
    all[words.length + 1] = "kafka.bootstrap-servers=" + broker.bootstrapServers();
    return Executed.command(all);
  }
}
