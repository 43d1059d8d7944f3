package dev.reinstate.kafka.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.avro.Feedback;
import dev.reinstate.avro.Forget;
import dev.reinstate.avro.ModelPart;
import dev.reinstate.avro.Observation;
import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.EventLimits;
import dev.reinstate.recording.file.Float32Bytes;
import dev.reinstate.stream.types.DeadLetter;
import dev.reinstate.stream.types.SourceRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes on a topic, the job goes on, and the dead letter says what was wrong with it. */
class MalformedRecordsTest {

  private static final long TIME = 1_780_000_000_000L;

  private static final RecordLimits LIMITS = new RecordLimits(2, Target.CLASS, 3, 8);
  private static final RecordLimits REWARDS = new RecordLimits(2, Target.REWARD, 0, 8);
  private static final byte[] MESSAGE_KEY = "key".getBytes(UTF_8);

  private final ObservationDeserializer observations = new ObservationDeserializer(LIMITS);
  private final FeedbackDeserializer feedback = new FeedbackDeserializer(LIMITS);
  private final ForgetDeserializer forget = new ForgetDeserializer(LIMITS);
  private final ModelPartDeserializer models = new ModelPartDeserializer();

  @ParameterizedTest
  @MethodSource
  void malformedObservations(byte[] value, String error) {
    assertMalformed(observations, value, error);
  }

  @Test
  void anObservationThatLacksAFeatureIsMalformedWhereThatIsRefused() {
    RecordLimits strict =
        new RecordLimits(
            new EventLimits(2, false, Target.CLASS, 3, 8, false),
            LIMITS.maxAhead(),
            LIMITS.maxBehind(),
            LIMITS.clock());
    assertMalformed(
        new ObservationDeserializer(strict),
        observation("k", "o", 1, 1, Float.NaN),
        "features: number 1 is NaN, expected finite numbers");
  }

  @Test
  void whatCannotBeJoinedIsMalformedWhereTheJobNamesSpaces() {
    RecordLimits named =
        new RecordLimits(
            new EventLimits(2, false, Target.CLASS, 3, 8, true),
            LIMITS.maxAhead(),
            LIMITS.maxBehind(),
            LIMITS.clock());
    assertMalformed(
        new ObservationDeserializer(named),
        observation("k", "o", 1, Map.of("shop", "a\0b"), null, 1, 1),
        "the key 'shop' in keys: 'a\\u0000b' holds the character U+0000, expected none where the"
            + " job names spaces");
  }

  static Stream<Arguments> malformedObservations() {
    return Stream.of(
        Arguments.of(null, "no value, expected dev.reinstate.avro.Observation behind the header"),
        Arguments.of(new byte[0], "0 bytes, expected dev.reinstate.avro.Observation"),
        Arguments.of(new byte[9], "9 bytes, expected dev.reinstate.avro.Observation"),
        Arguments.of(
            "{\"key\": \"k\"}".getBytes(UTF_8),
            "starts with 7B 22 6B 65 79 22 3A 20 22 6B, expected dev.reinstate.avro.Observation"
                + " behind the header C3 01"),
        Arguments.of(feedback("k", "f", "o", 1, null, 1, 1), "starts with C3 01"),
        Arguments.of(
            Arrays.copyOf(observation("k", "o", 1, 1, 2), 14),
            "does not decode as dev.reinstate.avro.Observation"),
        Arguments.of(Arrays.copyOf(observation("k", "o", 1, 1, 2), 60), "bytes are left over"),
        Arguments.of(
            observation("k", "o", 1, 1, 2, 3),
            "features: 12 bytes, expected 8: 2 float32 numbers of 4 bytes"),
        Arguments.of(observation("k", "o", 1), "features: 0 bytes, expected 8"),
        Arguments.of(
            observation("k", "o", 1, Float.NEGATIVE_INFINITY, 1),
            "features: number 0 is -Infinity, expected finite numbers, or NaN where one is missing"),
        Arguments.of(observation("", "o", 1, 1, 2), "key: empty, expected 1 to 8 bytes of UTF-8"),
        Arguments.of(observation("k", "", 1, 1, 2), "id: empty, expected 1 to 8 bytes of UTF-8"),
        Arguments.of(
            observation("123456789", "o", 1, 1, 2), "key: 9 bytes of UTF-8, expected 1 to 8"),
        Arguments.of(observation("k", "ééééé", 1, 1, 2), "id: 10 bytes of UTF-8, expected 1 to 8"),
        Arguments.of(
            observation("k", "o", -1, 1, 2),
            "time: -1, expected milliseconds since 1970, 0 to 253402300799999"),
        Arguments.of(
            observation("k", "o", 1_700_000_000_000_000L, 1, 2),
            "time: 1700000000000000, which looks like microseconds"),
        Arguments.of(
            observation("k", "o", 1, Map.of("", "a"), null, 1, 2),
            "a name in keys: empty, expected 1 to 8 bytes of UTF-8"),
        Arguments.of(
            observation("k", "o", 1, Map.of("123456789", "a"), null, 1, 2),
            "a name in keys: 9 bytes of UTF-8, expected 1 to 8"),
        Arguments.of(
            observation("k", "o", 1, Map.of("device", ""), null, 1, 2),
            "the key 'device' in keys: empty, expected 1 to 8 bytes of UTF-8"),
        Arguments.of(
            observation("k", "o", 1, Map.of("device", "123456789"), null, 1, 2),
            "the key 'device' in keys: 9 bytes of UTF-8, expected 1 to 8"),
        Arguments.of(
            observation("k", "o", 1, Map.of("key", "a"), null, 1, 2),
            "a name in keys: 'key', which is the observation's own key, expected another name"),
        Arguments.of(
            observation("k", "o", 1, keys(33), null, 1, 2), "keys: 33 keys, expected at most 32"),
        Arguments.of(
            observation("k", "o", 5, Map.of(), 5L, 1, 2),
            "feedbackDue: 5 (1970-01-01T00:00:00.005Z), expected a time after that of the"
                + " observation, 5 (1970-01-01T00:00:00.005Z)"),
        Arguments.of(
            observation("k", "o", 5, Map.of(), 1_700_000_000L, 1, 2),
            "feedbackDue: 1700000000, which looks like seconds"));
  }

  private static Map<String, String> keys(int count) {
    return IntStream.range(0, count)
        .boxed()
        .collect(Collectors.toMap(n -> "k" + n, Object::toString));
  }

  @ParameterizedTest
  @MethodSource
  void malformedFeedback(byte[] value, String error) {
    assertMalformed(feedback, value, error);
  }

  static Stream<Arguments> malformedFeedback() {
    return Stream.of(
        Arguments.of(null, "no value, expected dev.reinstate.avro.Feedback"),
        Arguments.of(observation("k", "o", 1, 1, 2), "expected dev.reinstate.avro.Feedback"),
        Arguments.of(feedback("", "f", "o", 1, null, 1, 1), "key: empty"),
        Arguments.of(feedback("k", "", "o", 1, null, 1, 1), "id: empty"),
        Arguments.of(feedback("k", "f", "", 1, null, 1, 1), "observationId: empty"),
        Arguments.of(
            feedback("k", "f", "123456789", 1, null, 1, 1),
            "observationId: 9 bytes of UTF-8, expected 1 to 8"),
        Arguments.of(feedback("k", "f", "o", -5, null, 1, 1), "time: -5, expected milliseconds"),
        Arguments.of(
            feedback("k", "f", "o", 1, -5L, 1, 1), "observationTime: -5, expected milliseconds"),
        Arguments.of(feedback("k", "f", "o", 1, null, 3, 1), "target: class 3, expected 0 to 2"),
        Arguments.of(feedback("k", "f", "o", 1, null, -1, 1), "target: class -1, expected 0 to 2"),
        Arguments.of(
            feedback("k", "f", "o", 1, null, 1.0, 1),
            "target: the double 1.0, expected an int, the class, 0 to 2"),
        Arguments.of(
            feedback("k", "f", "o", 1, null, 1, -1),
            "weight: -1.0, expected a number from 0 to 1.0E15"),
        Arguments.of(feedback("k", "f", "o", 1, null, 1, Float.NaN), "weight: NaN"),
        Arguments.of(
            feedback("k", "f", "o", 1, null, 1, Float.POSITIVE_INFINITY), "weight: Infinity"),
        Arguments.of(
            feedback("k", "f", "o", 1, null, 1, 3e38f),
            "weight: 3.0E38, expected a number from 0 to 1.0E15"));
  }

  @Test
  void rewardsMayBeIntOrDoubleWithinLimits() {
    FeedbackDeserializer rewards = new FeedbackDeserializer(REWARDS);
    assertThat(arrival(rewards, feedback("k", "f", "o", TIME, null, -7, 1)).value()).isNotNull();
    assertThat(arrival(rewards, feedback("k", "f", "o", TIME, null, 0.5, 1)).value()).isNotNull();
    assertThat(arrival(rewards, feedback("k", "f", "o", TIME, null, -1e15, 1e15f)).value())
        .isNotNull();
    assertMalformed(
        rewards,
        feedback("k", "f", "o", 1, null, Double.NaN, 1),
        "target: NaN, expected a number from -1.0E15 to 1.0E15");
    assertMalformed(
        rewards,
        feedback("k", "f", "o", 1, null, 2e15, 1),
        "target: 2.0E15, expected a number from -1.0E15 to 1.0E15");
  }

  @Test
  void asManyAndAsLongKeysAsAreAllowedAreTaken() {
    byte[] value = observation("k", "o", TIME, keys(32), TIME + 1, 1, 2);
    assertThat(arrival(observations, value).value()).isNotNull();
    value = observation("k", "o", TIME, Map.of("12345678", "éééé"), null, 1, 2);
    assertThat(arrival(observations, value).value()).isNotNull();
  }

  @Test
  void longestIdIsTaken() {
    assertThat(arrival(observations, observation("éééé", "12345678", TIME, 1, 2)).value())
        .isNotNull();
  }

  @Test
  void aLengthOfTwoGigabytesInThirtyBytesAllocatesNothing() {
    byte[] value = Arrays.copyOf(observation("k", "o", 1, 1, 2), 30);
    byte[] twoGigabytes = {(byte) 0xEE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
    System.arraycopy(twoGigabytes, 0, value, SingleObject.HEADER_BYTES, twoGigabytes.length);
    assertMalformed(observations, value, "does not decode as dev.reinstate.avro.Observation");
  }

  @Test
  void noBytesStopTheJob() {
    byte[] good = feedback("k", "f", "o", 1, 1L, 1, 1);
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] value = good.clone();
      int changes = 1 + random.nextInt(4);
      for (int c = 0; c < changes; c++) {
        value[
                SingleObject.HEADER_BYTES
                    + random.nextInt(value.length - SingleObject.HEADER_BYTES)] =
            (byte) random.nextInt();
      }
      arrival(feedback, value);
    }
  }

  @ParameterizedTest
  @MethodSource
  void malformedRequestsToForget(byte[] value, String error) {
    assertMalformed(forget, value, error);
  }

  static Stream<Arguments> malformedRequestsToForget() {
    return Stream.of(
        Arguments.of(null, "no value, expected dev.reinstate.avro.Forget behind the header"),
        Arguments.of(new byte[3], "3 bytes, expected dev.reinstate.avro.Forget"),
        Arguments.of(feedback("k", "f", "o", 1, null, 1, 1), "starts with C3 01"),
        Arguments.of(
            Arrays.copyOf(forget("k", "o"), 12), "does not decode as dev.reinstate.avro.Forget"),
        Arguments.of(forget("", null), "key: empty, expected 1 to 8 bytes of UTF-8"),
        Arguments.of(forget("123456789", null), "key: 9 bytes of UTF-8, expected 1 to 8"),
        Arguments.of(forget("k", ""), "observationId: empty, expected 1 to 8 bytes of UTF-8"),
        Arguments.of(forget("k", "123456789"), "observationId: 9 bytes of UTF-8, expected 1 to 8"));
  }

  @ParameterizedTest
  @MethodSource
  void malformedModels(byte[] value, String error) {
    assertMalformed(models, value, error);
  }

  static Stream<Arguments> malformedModels() {
    return Stream.of(
        Arguments.of(null, "no value, expected dev.reinstate.avro.ModelPart behind the header"),
        Arguments.of(new byte[11], "starts with 00"),
        Arguments.of(
            Arrays.copyOf(part(0, 1, 32), 15), "does not decode as dev.reinstate.avro.ModelPart"),
        Arguments.of(part(0, 1, 32), "message key key, expected network/slot/part"));
  }

  private static void assertMalformed(
      SourceRecordDeserializer<?> deserializer, byte[] value, String error) {
    SourceRecord<?> arrival = arrival(deserializer, value);
    assertThat(arrival.value()).isNull();
    DeadLetter letter = arrival.deadLetter();
    assertThat(letter.error()).contains(error);
    assertThat(letter.reason()).isEqualTo("malformed");
    assertThat(letter.topic()).isEqualTo("topic");
    assertThat(letter.partition()).isEqualTo(3);
    assertThat(letter.offset()).isEqualTo(42);
    assertThat(letter.key()).isSameAs(MESSAGE_KEY);
    assertThat(letter.value()).isSameAs(value);
  }

  private static <T> SourceRecord<T> arrival(
      SourceRecordDeserializer<T> deserializer, byte[] value) {
    List<SourceRecord<T>> arrivals = new ArrayList<>();
    deserializer.deserialize(
        new ConsumerRecord<>("topic", 3, 42, MESSAGE_KEY, value), new ListCollector<>(arrivals));
    assertThat(arrivals).hasSize(1);
    return arrivals.get(0);
  }

  private static byte[] observation(String key, String id, long time, float... features) {
    return observation(key, id, time, Map.of(), null, features);
  }

  private static byte[] observation(
      String key, String id, long time, Map<String, String> keys, Long due, float... features) {
    return bytes(
        new Observation(
            key,
            id,
            Instant.ofEpochMilli(time),
            Float32Bytes.encode(features),
            keys,
            due == null ? null : Instant.ofEpochMilli(due)));
  }

  private static byte[] feedback(
      String key,
      String id,
      String observationId,
      long time,
      Long observationTime,
      Object target,
      float weight) {
    Instant observed = observationTime == null ? null : Instant.ofEpochMilli(observationTime);
    return bytes(
        new Feedback(key, id, observationId, Instant.ofEpochMilli(time), observed, target, weight));
  }

  private static byte[] forget(String key, String observationId) {
    return bytes(new Forget(key, observationId));
  }

  private static byte[] part(int part, int parts, int hashBytes) {
    return bytes(
        new ModelPart(
            1L,
            1L,
            "embedding",
            part,
            parts,
            ByteBuffer.wrap(new byte[hashBytes]),
            ByteBuffer.wrap(new byte[8])));
  }

  /** Written by Avro's own encoder, as others write them. */
  private static <T extends SpecificRecordBase> byte[] bytes(T record) {
    try {
      ByteBuffer buffer =
          new BinaryMessageEncoder<T>(
                  SpecificData.getForClass(record.getClass()), record.getSchema())
              .encode(record);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
