package dev.reinstate.kafka.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Event;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.file.Float32Bytes;
import dev.reinstate.stream.types.SourceRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who writes and who reads need not have the same version. */
class SchemaEvolutionTest {

  private static final long TIME = 1_780_000_000_000L;
  private static final RecordLimits LIMITS = new RecordLimits(2, Target.CLASS, 3, 8);
  private static final Observation FULL =
      new Observation("k", "o", TIME, new float[] {1, 2})
          .withKeys(Map.of("merchant", "m", "device", "d"))
          .withFeedbackDue(TIME + 5);

  @Test
  void anObservationOfAnEarlierReleaseHasTheDefaultsOfWhatItLacks() throws Exception {
    assertThat(arrival(observationOfRelease1()).value())
        .usingRecursiveComparison()
        .isEqualTo(new Observation("k", "o", TIME, new float[] {1, 2}));
  }

  /** The record that Avro fills again and again must not keep what another one had. */
  @Test
  void recordsOfSeveralVersionsMayFollowOneAnother() throws Exception {
    ObservationCodec codec = new ObservationCodec(LIMITS);

    Observation first = codec.decode(codec.encode(FULL));
    Observation second = codec.decode(observationOfRelease1());
    Observation third = codec.decode(codec.encode(FULL));
    assertThat(second.keys()).isEmpty();
    assertThat(second.hasFeedbackDue()).isFalse();
    assertThat(List.of(first, third))
        .allSatisfy(read -> assertThat(read).usingRecursiveComparison().isEqualTo(FULL));
  }

  @Test
  void aPredictionOfAnEarlierReleaseHasReadsWithoutAName() throws Exception {
    Schema schema = released("prediction");
    GenericRecord memory =
        new GenericData.Record(schema.getField("read").schema().getElementType());
    memory.put("memoryId", "m");
    memory.put("weight", .5f);
    GenericRecord written = new GenericData.Record(schema);
    written.put("key", "k");
    written.put("observationId", "o");
    written.put("time", TIME);
    written.put("modelVersion", 3L);
    written.put("output", Float32Bytes.encode(new float[] {1}));
    written.put("read", List.of(memory, memory));
    written.put("readable", 7);

    assertThat(new PredictionCodec().decode(bytes(written)).reads()).containsExactly("", "");
  }

  @Test
  void aCreditOfAnEarlierReleaseHasReadsWithoutAName() throws Exception {
    Schema schema = released("credit");
    GenericRecord memory =
        new GenericData.Record(schema.getField("memories").schema().getElementType());
    memory.put("memoryId", "m");
    memory.put("memoryTime", TIME);
    for (String field :
        List.of("weight", "credit", "leaveOneOut", "gradientNorm", "reinstatementError")) {
      memory.put(field, .5f);
    }
    memory.put("evicted", false);
    GenericRecord written = new GenericData.Record(schema);
    for (String field : List.of("key", "feedbackId", "observationId", "mode")) {
      written.put(field, field);
    }
    written.put("time", TIME);
    written.put("modelVersion", 3L);
    written.put("loss", .5);
    written.put("memories", List.of(memory));

    assertThat(new CreditCodec().decode(bytes(written)).memories())
        .hasSize(1)
        .allSatisfy(read -> assertThat(read.read()).isEmpty());
  }

  @Test
  void aSchemaThatThisVersionDoesNotKnowIsADeadLetterThatSaysWhatToDo() throws Exception {
    Schema newer =
        new Schema.Parser()
            .parse(
                Files.readString(Path.of("schemas/observation.avsc"))
                    .replace(
                        "\"fields\": [", "\"fields\": [{\"name\": \"new\", \"type\": \"int\"},"));
    byte[] value = new ObservationCodec(LIMITS).encode(FULL);
    System.arraycopy(SingleObject.header(newer), 0, value, 0, SingleObject.HEADER_BYTES);

    SourceRecord<Event> arrival = arrival(value);
    assertThat(arrival.value()).isNull();
    assertThat(arrival.deadLetter().value()).isSameAs(value);
    assertThat(arrival.deadLetter().error())
        .isEqualTo(
            "starts with %s, which is the header of another record or of a schema that this version"
                    .formatted(hex(SingleObject.header(newer)))
                + " does not know, expected dev.reinstate.avro.Observation behind the header %s or,"
                    .formatted(
                        hex(SingleObject.header(dev.reinstate.avro.Observation.getClassSchema())))
                + " as earlier releases wrote it, %s; where the schema is newer, upgrade this job"
                    .formatted(hex(SingleObject.header(released("observation"))))
                + " before what writes to its topics");
  }

  /** Only what is in {@code schemas/released} on the class path is known to a job. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        dev.reinstate.avro.Observation.class,
        dev.reinstate.avro.Feedback.class,
        dev.reinstate.avro.Prediction.class,
        dev.reinstate.avro.Credit.class,
        dev.reinstate.avro.ModelPart.class,
        dev.reinstate.avro.Forget.class
      })
  void everyReleasedSchemaIsKnown(Class<? extends SpecificRecordBase> type) throws Exception {
    Schema current = (Schema) type.getMethod("getClassSchema").invoke(null);
    List<Schema> onDisk = new ArrayList<>();
    for (Path file : SchemasTest.released()) {
      Schema schema = new Schema.Parser().parse(file.toFile());
      if (schema.getName().equals(current.getName())) {
        onDisk.add(schema);
      }
    }
    assertThat(ReleasedSchemas.of(current)).isNotEmpty().isEqualTo(onDisk);
  }

  @Test
  void aLengthInAnOlderRecordIsTrustedNoMoreThanInANewOne() throws Exception {
    byte[] value = new byte[SingleObject.HEADER_BYTES + 5];
    System.arraycopy(
        SingleObject.header(released("observation")), 0, value, 0, SingleObject.HEADER_BYTES);
    byte[] twoGigabytes = {(byte) 0xEE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
    System.arraycopy(twoGigabytes, 0, value, SingleObject.HEADER_BYTES, twoGigabytes.length);
    ObservationCodec codec = new ObservationCodec(LIMITS);
    assertThatThrownBy(() -> codec.decode(value))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("does not decode as dev.reinstate.avro.Observation");
  }

  private static byte[] observationOfRelease1() throws IOException {
    GenericRecord written = new GenericData.Record(released("observation"));
    written.put("key", "k");
    written.put("id", "o");
    written.put("time", TIME);
    written.put("features", Float32Bytes.encode(new float[] {1, 2}));
    return bytes(written);
  }

  private static Schema released(String name) throws IOException {
    return new Schema.Parser().parse(Path.of("schemas/released/v1", name + ".avsc").toFile());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes);
  }

  private static SourceRecord<Event> arrival(byte[] value) {
    List<SourceRecord<Event>> arrivals = new ArrayList<>();
    new ObservationDeserializer(LIMITS)
        .deserialize(
            new ConsumerRecord<>("topic", 3, 42, new byte[0], value),
            new ListCollector<>(arrivals));
    assertThat(arrivals).hasSize(1);
    return arrivals.get(0);
  }

  private static byte[] bytes(GenericRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SingleObject.header(record.getSchema()));
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
