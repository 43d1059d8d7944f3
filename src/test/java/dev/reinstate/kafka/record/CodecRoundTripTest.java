package dev.reinstate.kafka.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.model.ModelPart;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class CodecRoundTripTest {

  private static final RecordLimits CLASSES = new RecordLimits(3, Target.CLASS, 4, 512);
  private static final RecordLimits VALUES = new RecordLimits(3, Target.VALUE, 0, 512);
  private static final Feedback.Origin ORIGIN = new Feedback.Origin(2, 77);

  @Test
  void observation() throws Exception {
    Observation observation =
        new Observation("Zürich", "o-1", 981_000_000_000L, new float[] {1, -2.5f, 3e-9f})
            .withKeys(Map.of("größe", "mittel", "a", "b"))
            .withFeedbackDue(981_000_000_001L);
    assertThat(
            new ObservationCodec(CLASSES).decode(new ObservationCodec(CLASSES).encode(observation)))
        .usingRecursiveComparison()
        .isEqualTo(observation);
  }

  @Test
  void aMissingFeatureIsTheSameNanWhoeverWroteIt() throws Exception {
    float other = Float.intBitsToFloat(0xFFC0_1234);
    ObservationCodec codec = new ObservationCodec(CLASSES);
    float[] decoded =
        codec
            .decode(codec.encode(new Observation("k", "o", 1, new float[] {1, other, 3})))
            .features();
    assertThat(Float.floatToRawIntBits(decoded[1])).isEqualTo(Float.floatToIntBits(Float.NaN));
    assertThat(decoded).containsExactly(1, Float.NaN, 3);
  }

  @Test
  void consecutiveObservationsDoNotShareTheirVectors() throws Exception {
    ObservationCodec codec = new ObservationCodec(CLASSES);
    byte[] first = codec.encode(new Observation("k", "1", 1, new float[] {1, 2, 3}));
    byte[] second = codec.encode(new Observation("k", "2", 2, new float[] {4, 5, 6}));
    Observation decoded = codec.decode(first);
    codec.decode(second);
    assertThat(decoded.features()).containsExactly(1, 2, 3);
  }

  @Test
  void feedbackOfAClass() throws Exception {
    Feedback feedback = new Feedback("k", "f", "o", 5, 4, 3, 0.5f, ORIGIN);
    FeedbackCodec codec = new FeedbackCodec(CLASSES);
    assertThat(codec.decode(codec.encode(feedback), ORIGIN)).isEqualTo(feedback);
  }

  @Test
  void feedbackOfAValueWithoutObservationTime() throws Exception {
    Feedback feedback = new Feedback("k", "f", "o", 5, Feedback.UNKNOWN_TIME, -3.25, 1, ORIGIN);
    FeedbackCodec codec = new FeedbackCodec(VALUES);
    assertThat(codec.decode(codec.encode(feedback), ORIGIN)).isEqualTo(feedback);
  }

  @Test
  void classesTravelAsIntAndValuesAsDouble() throws Exception {
    Feedback feedback = new Feedback("k", "f", "o", 5, 4, 3, 1, ORIGIN);
    assertThat(decodedTarget(new FeedbackCodec(CLASSES).encode(feedback))).isEqualTo(3);
    assertThat(decodedTarget(new FeedbackCodec(VALUES).encode(feedback))).isEqualTo(3.0);
  }

  private static Object decodedTarget(byte[] value) throws Exception {
    return dev.reinstate.avro.Feedback.getDecoder().decode(value).getTarget();
  }

  @Test
  void prediction() throws Exception {
    Prediction prediction =
        new Prediction(
            "k",
            "o",
            5,
            12,
            new float[] {.25f, .75f},
            new String[] {"a", "b"},
            new float[] {.9f, .1f},
            new String[] {"at origin", ""},
            7);
    PredictionCodec codec = new PredictionCodec();
    assertThat(codec.decode(codec.encode(prediction)))
        .usingRecursiveComparison()
        .isEqualTo(prediction);
  }

  @Test
  void predictionWithoutMemories() throws Exception {
    Prediction prediction =
        new Prediction("k", "o", 5, 0, new float[] {.5f}, new String[0], new float[0], 0);
    PredictionCodec codec = new PredictionCodec();
    assertThat(codec.decode(codec.encode(prediction)))
        .usingRecursiveComparison()
        .isEqualTo(prediction);
  }

  @Test
  void creditWithoutItsTarget() throws Exception {
    Credit credit =
        new Credit(
            "k",
            "f",
            "o",
            9,
            "reinstated",
            3,
            .7,
            Double.NaN,
            List.of(
                new Credit.MemoryCredit("a", 1, .6f, .2f, .1f, 1.5f, .01f, false, "at origin"),
                new Credit.MemoryCredit("b", 2, .4f, -.2f, -.1f, 0, Float.NaN, true)));
    CreditCodec codec = new CreditCodec();
    assertThat(codec.decode(codec.encode(credit))).isEqualTo(credit);
  }

  @Test
  void modelPart() throws Exception {
    ModelPart part = new ModelPart(1, 2, "embedding", 1, 0, 3, new byte[32], new byte[] {1, 2});
    ModelPartCodec codec = new ModelPartCodec();
    assertThat(codec.key(part)).isEqualTo("embedding/1/0");
    assertThat(codec.decode(codec.key(part).getBytes(UTF_8), codec.encode(part)))
        .usingRecursiveComparison()
        .isEqualTo(part);
  }

  @Test
  void modelPartUnderAnotherPartsKey() {
    ModelPart part = new ModelPart(1, 2, "embedding", 1, 0, 3, new byte[32], new byte[] {1, 2});
    ModelPartCodec codec = new ModelPartCodec();
    byte[] value = codec.encode(part);
    assertThatThrownBy(() -> codec.decode("embedding/1/2".getBytes(UTF_8), value))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage("message key embedding/1/2, expected embedding/1/0");
    assertThatThrownBy(() -> codec.decode(null, value))
        .hasMessage("message key null, expected network/slot/part");
  }

  @Test
  void modelPartOfNoTrainer() {
    ModelPartCodec codec = new ModelPartCodec();
    byte[] key = "embedding/1/0".getBytes(UTF_8);
    for (long attempt : new long[] {-1, ModelPart.MAX_ATTEMPT + 1, Long.MAX_VALUE}) {
      ModelPart part =
          new ModelPart(attempt, 2, "embedding", 1, 0, 3, new byte[32], new byte[] {1, 2});
      assertThatThrownBy(() -> codec.decode(key, codec.encode(part)))
          .isInstanceOf(MalformedRecordException.class)
          .hasMessage("attempt: " + attempt + ", expected 0 to 253402300799999");
    }
    ModelPart part = new ModelPart(1, -1, "embedding", 1, 0, 3, new byte[32], new byte[] {1, 2});
    assertThatThrownBy(() -> codec.decode(key, codec.encode(part)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage("version: -1, expected a number of at least 0");
  }

  @Test
  void codecsWorkAfterFlinkShippedThem() throws Exception {
    FeedbackCodec codec = InstantiationUtil.clone(new FeedbackCodec(CLASSES));
    Feedback feedback = new Feedback("k", "f", "o", 5, 4, 3, 1, ORIGIN);
    assertThat(codec.decode(codec.encode(feedback), ORIGIN)).isEqualTo(feedback);
  }

  @Test
  void bytesAreAvrosSingleObjectEncoding() throws Exception {
    byte[] value =
        new ObservationCodec(CLASSES).encode(new Observation("k", "o", 5, new float[] {1, 2, 3}));
    dev.reinstate.avro.Observation decoded =
        dev.reinstate.avro.Observation.getDecoder().decode(value);
    assertThat(decoded.toByteBuffer().array()).isEqualTo(value);
  }

  /** As fastavro makes them of examples/python. */
  @Test
  void pythonsBytesAreRead() throws Exception {
    ObservationCodec codec = new ObservationCodec(new RecordLimits(2, Target.CLASS, 2, 512));
    Observation plain = new Observation("ATL", "DL-1", 981_000_000_000L, new float[] {1, -2.5f});
    String common = "c30120705d1f1813bfa00641544c08444c2d3180c8c0828d39100000803f000020c0";
    assertThat(codec.decode(HexFormat.of().parseHex(common + "0000")))
        .usingRecursiveComparison()
        .isEqualTo(plain);
    assertThat(
            codec.decode(
                HexFormat.of()
                    .parseHex(
                        common
                            + "040c6f726967696e0641544c1664657374696e6174696f6e064a464b00"
                            + "0280f6e68c8d39")))
        .usingRecursiveComparison()
        .isEqualTo(
            plain
                .withKeys(Map.of("origin", "ATL", "destination", "JFK"))
                .withFeedbackDue(981_010_800_000L));
  }

  /** The bytes were made by the example in schemas/README.md of 0.1 with fastavro 1.12. */
  @Test
  void pythonsBytesOfRelease01AreRead() throws Exception {
    RecordLimits limits = new RecordLimits(2, Target.CLASS, 2, 512);
    assertThat(
            new ObservationCodec(limits)
                .decode(
                    HexFormat.of()
                        .parseHex(
                            "c301acfde78aec1ef2a30641544c08444c2d3180c8c0828d39"
                                + "100000803f000020c0")))
        .usingRecursiveComparison()
        .isEqualTo(new Observation("ATL", "DL-1", 981_000_000_000L, new float[] {1, -2.5f}));
    assertThat(
            new FeedbackCodec(limits)
                .decode(
                    HexFormat.of()
                        .parseHex(
                            "c301af360c29e5c4bb590641544c0e6172726976616c08444c2d31"
                                + "80bcaf898d390280c8c0828d3900020000803f"),
                    ORIGIN))
        .isEqualTo(
            new Feedback(
                "ATL", "arrival", "DL-1", 981_007_200_000L, 981_000_000_000L, 1, 1, ORIGIN));
  }
}
