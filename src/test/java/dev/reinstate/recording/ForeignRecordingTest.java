package dev.reinstate.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.event.Event;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.stream.EventStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings that another program has written, with a plain Avro library. */
class ForeignRecordingTest {

  private static final long MILLIS = 1_704_103_200_000L;

  /** In whatever unit. */
  private static final long DUE_AFTER = 5_000_000;

  @TempDir private Path folder;

  @BeforeEach
  void describe() throws IOException {
    Files.writeString(
        folder.resolve("recording.json"),
        """
        {"name": "foreign", "description": "", "features": 1, "target": "class", "classes": 2}""");
  }

  @ParameterizedTest
  @CsvSource({
    "timestamp-millis, 1704103200000, 5000000",
    "timestamp-micros, 1704103200000999, 5000",
    ", 1704103200000, 5000000"
  })
  void timesAreOfTheUnitThatTheSchemaSays(String unit, long number, long dueAfterMillis)
      throws IOException {
    write(unit, observation("a", number), feedback("a", number));
    assertThat(events(Recording.open(folder))).extracting(Event::time).containsOnly(MILLIS);
    assertThat(events(Recording.open(folder)))
        .first()
        .hasFieldOrPropertyWithValue("observationTime", MILLIS);
    assertThat(events(Recording.open(folder)))
        .last()
        .hasFieldOrPropertyWithValue("feedbackDue", MILLIS + dueAfterMillis);
  }

  @Test
  void recordingsOfEarlierReleasesHaveTheDefaultsOfWhatTheyLack() throws IOException {
    Schema released =
        new Schema.Parser().parse(Path.of("schemas/released/v1/observation.avsc").toFile());
    write("observations", released, "timestamp-millis", List.of(observation("a", MILLIS)));
    write(
        "feedback",
        dev.reinstate.avro.Feedback.getClassSchema(),
        "timestamp-millis",
        List.of(feedback("a", MILLIS)));
    assertThat(events(Recording.open(folder)))
        .last()
        .usingRecursiveComparison()
        .isEqualTo(new Observation("a", "o", MILLIS, new float[1]));
  }

  @Test
  void anotherUnitIsRefused() throws IOException {
    write("local-timestamp-millis", observation("a", MILLIS), feedback("a", MILLIS));
    Recording recording = Recording.open(folder);
    assertThatThrownBy(recording::observations)
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("observations.avro: the field time is local-timestamp-millis;")
        .hasMessageContaining("expected timestamp-millis or timestamp-micros");
  }

  @Test
  void aPartCountsWhatBelongsToItAlone() throws IOException {
    write(
        "timestamp-millis",
        List.of(observation("a", MILLIS), observation("b", MILLIS + 1)),
        List.of(feedback("b", -1), feedback("a", -1), feedback("a", MILLIS)));
    Recording part = Recording.open(folder).first(1);
    assertThat(events(part)).extracting(Event::key).containsExactly("a", "a");
    assertThat(part.malformedFeedback().count()).isEqualTo(1);
  }

  @Test
  void whatAJobRefusesIsLeftOutAndCountedOnce() throws IOException {
    String longName = "x".repeat(20);
    write(
        "timestamp-millis",
        List.of(
            observation("a", -1),
            observation("a", MILLIS / 1000),
            observation("b", MILLIS),
            observation(longName, MILLIS),
            observation("a", 1000 * MILLIS)),
        List.of(feedback("b", MILLIS), feedback(longName, MILLIS), feedback("a", -1)));
    Recording recording = Recording.open(folder).forJob(10, true, false);
    for (int reading = 0; reading < 2; reading++) {
      assertThat(events(recording)).extracting(Event::key).containsExactly("b", "b");
    }
    assertThat(recording.malformedObservations().count()).isEqualTo(4);
    assertThat(recording.malformedFeedback().count()).isEqualTo(2);
    List<String> reasons = recording.malformedObservations().reasons();
    assertThat(reasons).hasSize(4);
    assertThat(reasons.get(0)).startsWith(record(1) + "time: -1, expected milliseconds since 1970");
    assertThat(reasons.get(1)).startsWith(record(2) + "time: 1704103200, which looks like seconds");
    assertThat(reasons.get(2)).isEqualTo(record(4) + "key: 20 bytes of UTF-8, expected 1 to 10");
    assertThat(reasons.get(3)).contains("record 5: ", "which looks like microseconds");
    // another job takes longer names
    assertThat(events(Recording.open(folder))).hasSize(4);
  }

  @Test
  void aPartOfARecordingIsOfWhatIsTaken() throws IOException {
    write(
        "timestamp-millis",
        List.of(observation("a", -1), observation("b", 1), observation("c", 2)),
        List.of(feedback("a", 1), feedback("c", 3)));
    assertThat(events(Recording.open(folder).first(1))).extracting(Event::key).containsExactly("b");
  }

  private String record(int number) {
    return "%s, record %d: ".formatted(folder.resolve("observations.avro"), number);
  }

  private record Row(String key, long time, boolean feedback) {}

  private static Row observation(String key, long time) {
    return new Row(key, time, false);
  }

  private static Row feedback(String key, long time) {
    return new Row(key, time, true);
  }

  private void write(String unit, Row observation, Row feedback) throws IOException {
    write(unit, List.of(observation), List.of(feedback));
  }

  private void write(String unit, List<Row> observations, List<Row> feedback) throws IOException {
    write("observations", dev.reinstate.avro.Observation.getClassSchema(), unit, observations);
    write("feedback", dev.reinstate.avro.Feedback.getClassSchema(), unit, feedback);
  }

  private void write(String file, Schema ours, String unit, List<Row> rows) throws IOException {
    String logicalType = unit == null ? "" : ",\"logicalType\":\"%s\"".formatted(unit);
    Schema schema =
        new Schema.Parser()
            .parse(ours.toString().replace(",\"logicalType\":\"timestamp-millis\"", logicalType));
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(schema))) {
      writer.create(schema, folder.resolve(file + ".avro").toFile());
      for (Row row : rows) {
        GenericRecord record = new GenericData.Record(schema);
        record.put("key", row.key());
        record.put("time", row.time());
        if (row.feedback()) {
          record.put("id", "label");
          record.put("observationId", "o");
          record.put("observationTime", row.time());
          record.put("target", 1);
          record.put("weight", 1f);
        } else {
          record.put("id", "o");
          record.put("features", ByteBuffer.wrap(new byte[4]));
          if (schema.getField("keys") != null) {
            record.put("keys", Map.of());
            record.put("feedbackDue", row.time() + DUE_AFTER);
          }
        }
        writer.append(record);
      }
    }
  }

  private static List<Event> events(Recording recording) {
    List<Event> events = new ArrayList<>();
    try (EventStream<Event> stream = recording.events()) {
      stream.forEachRemaining(events::add);
    }
    return events;
  }
}
