package dev.reinstate.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Rejection;
import dev.reinstate.kafka.record.DeadLetterSerializer;
import dev.reinstate.kafka.record.FeedbackCodec;
import dev.reinstate.kafka.record.MalformedRecordException;
import dev.reinstate.kafka.record.ModelPartCodec;
import dev.reinstate.kafka.record.ModelPartDeserializer;
import dev.reinstate.kafka.record.ObservationCodec;
import dev.reinstate.kafka.record.RecordLimits;
import dev.reinstate.model.ModelPart;
import dev.reinstate.stream.types.DeadLetter;
import dev.reinstate.stream.types.RejectedEvent;
import dev.reinstate.stream.types.SourceRecord;
import dev.reinstate.stream.types.WireTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

  private final DeadLetterSerializer serializer =
      new DeadLetterSerializer("p.dead-letters.v1", 1 << 20);

  @Test
  void aMessageKeyOfAnySizeLeavesAnErrorThatCanTravel() throws Exception {
    byte[] key = "x".repeat(70_000).getBytes(UTF_8);
    ModelPart part =
        new ModelPart(1, 1, "embedding", 0, 0, 1, new byte[32], new byte[] {1, 2, 3, 4});
    List<SourceRecord<ModelPart>> arrivals = new ArrayList<>();
    new ModelPartDeserializer()
        .deserialize(
            new ConsumerRecord<>("p.models.v1", 0, 7, key, new ModelPartCodec().encode(part)),
            new ListCollector<>(arrivals));

    DeadLetter letter = arrivals.get(0).deadLetter();
    assertThat(letter.error())
        .startsWith("message key xxx")
        .endsWith("x… (70,000 characters), expected network/slot/part");
    DataOutputSerializer out = new DataOutputSerializer(64);
    WireTypes.DEAD_LETTER.createSerializer(new SerializerConfigImpl()).serialize(letter, out);
    assertThat(letter.key()).isEqualTo(key);
  }

  @Test
  void noTrainerHasAnAttemptOfTheFarFutureOrANetworkOfALongName() {
    byte[] hash = new byte[32];
    assertThatThrownBy(
            () -> decode(new ModelPart(Long.MAX_VALUE, 1, "embedding", 0, 0, 1, hash, hash)))
        .hasMessageContaining("attempt: 9223372036854775807, expected 0 to 253402300799999");
    assertThatThrownBy(() -> decode(new ModelPart(1, 1, "e".repeat(70_000), 0, 0, 1, hash, hash)))
        .hasMessageContaining("expected network/slot/part");
  }

  private static void decode(ModelPart part) throws MalformedRecordException {
    ModelPartCodec codec = new ModelPartCodec();
    codec.decode(codec.key(part).getBytes(UTF_8), codec.encode(part));
  }

  @Test
  void noErrorIsLongerThanItMayBe() {
    DeadLetter letter = new DeadLetter("t", 0, 0, null, null, "malformed", "é".repeat(100_000));
    assertThat(letter.error()).hasSize(2022).endsWith("é… (100,000 characters)");
    RejectedEvent rejected = new RejectedEvent(null, Rejection.LATE, "é".repeat(2001));
    assertThat(rejected.message()).endsWith("é… (2,001 characters)");
  }

  @Test
  void rejectedFeedbackIsEncodedAgain() throws Exception {
    RecordLimits limits = new RecordLimits(1, Target.CLASS, 2, 512);
    Feedback feedback = new Feedback("k", "f", "o", 5, 4, 1, 1, new Feedback.Origin(2, 77));
    DeadLetter letter =
        new RejectionDeadLetters(new Topics("p"), limits)
            .of(new RejectedEvent(feedback, Rejection.ORPHAN, "no observation o"));
    assertThat(letter.topic()).isEqualTo("p.feedback.v1");
    assertThat(letter.partition()).isEqualTo(2);
    assertThat(letter.offset()).isEqualTo(77);
    assertThat(letter.key()).isEqualTo("k".getBytes(UTF_8));
    assertThat(letter.reason()).isEqualTo("orphan");
    assertThat(letter.error()).isEqualTo("no observation o");
    assertThat(new FeedbackCodec(limits).decode(letter.value(), feedback.origin()))
        .isEqualTo(feedback);
  }

  @Test
  void aRejectedObservationIsEncodedAgainAndHasNoPlace() throws Exception {
    RecordLimits limits = new RecordLimits(2, Target.CLASS, 2, 512);
    Observation observation = new Observation("k", "o", 5, new float[] {1, -2});
    DeadLetter letter =
        new RejectionDeadLetters(new Topics("p"), limits)
            .of(new RejectedEvent(observation, Rejection.NOT_FINITE, "output [NaN]"));
    ProducerRecord<byte[], byte[]> message = serialize(letter);
    assertThat(headers(message))
        .isEqualTo(
            Map.of(
                "reason", "not-finite",
                "error", "output [NaN]",
                "topic", "p.observations.v1",
                "partition", "-1",
                "offset", "-1"));
    assertThat(message.key()).isEqualTo("k".getBytes(UTF_8));
    assertThat(new ObservationCodec(limits).decode(message.value()))
        .usingRecursiveComparison()
        .isEqualTo(observation);
  }

  @Test
  void whatMakesDeadLettersTravelsWithTheJob() throws Exception {
    RecordLimits limits = new RecordLimits(1, Target.CLASS, 2, 512);
    Feedback feedback = new Feedback("k", "f", "o", 5, 4, 1, 1, Feedback.Origin.NONE);
    assertThat(
            InstantiationUtil.clone(new RejectionDeadLetters(new Topics("p"), limits))
                .of(new RejectedEvent(feedback, Rejection.NOT_FINITE, "loss NaN"))
                .topic())
        .isEqualTo("p.feedback.v1");
  }

  private ProducerRecord<byte[], byte[]> serialize(DeadLetter letter) {
    return serializer.serialize(letter, null, null);
  }

  private static Map<String, String> headers(ProducerRecord<?, ?> message) {
    Map<String, String> headers = new TreeMap<>();
    message.headers().forEach(h -> headers.put(h.key(), new String(h.value(), UTF_8)));
    return headers;
  }
}
