package dev.reinstate.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.event.Prediction;
import dev.reinstate.kafka.record.CreditCodec;
import dev.reinstate.kafka.record.DeadLetterSerializer;
import dev.reinstate.kafka.record.KeyedSerializer;
import dev.reinstate.kafka.record.PredictionCodec;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.SettingsException;
import dev.reinstate.stream.config.SettingsReader;
import dev.reinstate.stream.types.DeadLetter;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordSizesTest {

  private static final Topics TOPICS = new Topics("t");

  static JobSettings job(int k, int idBytes) {
    Map<String, String> settings = new HashMap<>();
    settings.put("observation.size", "4");
    settings.put("prediction.target", "class");
    settings.put("prediction.classes", "3");
    settings.put("memory.capacity", "5000");
    settings.put("memory.k", Integer.toString(k));
    settings.put("limits.id-bytes", Integer.toString(idBytes));
    settings.put("feedback.horizon", "3 d");
    return SettingsReader.read(settings);
  }

  private static KafkaSettings kafka(Map<String, String> properties) {
    return new KafkaSettings(
        "none:1",
        TOPICS,
        "g",
        DeliveryGuarantee.EXACTLY_ONCE,
        KafkaSettings.DEFAULT_TRANSACTION_TIMEOUT,
        properties);
  }

  private static RecordSizes sizes(int k, int idBytes, Map<String, String> properties) {
    return RecordSizes.of(kafka(properties), job(k, idBytes));
  }

  /** As Kafka's producer measures a record before it sends it. */
  private static long sent(ProducerRecord<byte[], byte[]> message) {
    return AbstractRecords.estimateSizeInBytesUpperBound(
        RecordBatch.CURRENT_MAGIC_VALUE,
        CompressionType.NONE,
        message.key(),
        message.value(),
        message.headers().toArray());
  }

  private static long largest(RecordSizes sizes, String topic) {
    return sizes.largest().stream()
        .filter(largest -> largest.topic().equals(topic))
        .findFirst()
        .orElseThrow()
        .bytes();
  }

  @ParameterizedTest
  @CsvSource({"2,1", "48,512", "128,8192", "2048,512", "300,37"})
  void noRecordIsLargerThanWasSaid(int k, int idBytes) {
    RecordSizes sizes = sizes(k, idBytes, Map.of());
    String id = "i".repeat(idBytes);
    long time = 253_402_300_799_999L;
    Prediction prediction =
        new Prediction(
            id,
            id,
            time,
            Long.MAX_VALUE,
            new float[3],
            Collections.nCopies(k, id).toArray(String[]::new),
            new float[k],
            5000);
    MemoryCredit memory = new MemoryCredit(id, time, 1, 1, 1, 1, 1, true);
    Credit credit =
        new Credit(id, id, id, time, "query-only", 1L << 40, 1, 1, Collections.nCopies(k, memory));
    long predicted =
        sent(new KeyedSerializer<>("t", new PredictionCodec()).serialize(prediction, null, null));
    long credited =
        sent(new KeyedSerializer<>("t", new CreditCodec()).serialize(credit, null, null));
    assertThat(largest(sizes, TOPICS.predictions())).isBetween(predicted, predicted + 200);
    assertThat(largest(sizes, TOPICS.credits())).isBetween(credited, credited + 200 + 8L * k);
  }

  @Test
  void allReadsAndTheirShardsAndNamesCount() {
    Map<String, String> settings = new HashMap<>();
    settings.put("observation.size", "4");
    settings.put("prediction.target", "value");
    settings.put("feedback.horizon", "3 d");
    settings.put("limits.id-bytes", "512");
    settings.put("memory.k", "8");
    settings.put("spaces.a-space-with-a-long-name.key", "shop");
    settings.put("spaces.a-space-with-a-long-name.k", "32");
    settings.put("spaces.all.shards", "4");
    settings.put("reads", "a-space-with-a-long-name; a-space-with-a-long-name at key; all");
    RecordSizes sizes = RecordSizes.of(kafka(Map.of()), SettingsReader.read(settings));
    String id = "i".repeat(512);
    String[] reads = new String[32 + 32 + 4 * 8];
    Arrays.fill(reads, 0, 32, "a-space-with-a-long-name");
    Arrays.fill(reads, 32, 64, "a-space-with-a-long-name at key");
    Arrays.fill(reads, 64, reads.length, "all");
    long time = 253_402_300_799_999L;
    Prediction prediction =
        new Prediction(
            id,
            id,
            time,
            Long.MAX_VALUE,
            new float[1],
            Collections.nCopies(reads.length, id).toArray(String[]::new),
            new float[reads.length],
            reads,
            5000);
    Credit credit =
        new Credit(
            id,
            id,
            id,
            time,
            "query-only",
            1L << 40,
            1,
            1,
            Arrays.stream(reads)
                .map(read -> new MemoryCredit(id, time, 1, 1, 1, 1, 1, true, read))
                .toList());
    long predicted =
        sent(new KeyedSerializer<>("t", new PredictionCodec()).serialize(prediction, null, null));
    long credited =
        sent(new KeyedSerializer<>("t", new CreditCodec()).serialize(credit, null, null));
    assertThat(largest(sizes, TOPICS.predictions())).isBetween(predicted, predicted + 200);
    assertThat(largest(sizes, TOPICS.credits()))
        .isBetween(credited, credited + 200 + 8L * reads.length);
    assertThat(sizes.largest().get(0).madeOf())
        .isEqualTo("the k of all reads and shards (96) memories with ids of limits.id-bytes (512)");
  }

  @Test
  void readsOfLongIdsThatKafkaWouldNotTakeAreErrorsBeforeTheStart() {
    assertThat(sizes(48, 512, Map.of()).errors()).isEmpty();
    assertThat(sizes(48, 8192, Map.of()).errors()).isEmpty();
    assertThat(sizes(150, 8192, Map.of()).errors())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("a record of t.predictions.v1 may take 1,25")
        .contains(
            "(memory.k (150) memories with ids of limits.id-bytes (8,192))",
            "the producer sends 1,048,576 at most; lower memory.k or limits.id-bytes, or raise"
                + " kafka.properties.max.request.size");
    assertThat(sizes(150, 8192, Map.of("max.request.size", "2000000")).errors()).isEmpty();
    assertThat(
            sizes(150, 8192, Map.of("max.request.size", "2000000", "buffer.memory", "1000000"))
                .errors())
        .isNotEmpty();
  }

  @Test
  void aPropertyThatIsNoNumberIsNamed() {
    assertThatThrownBy(() -> sizes(2, 10, Map.of("max.request.size", "a lot")))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "kafka.properties.max.request.size is not allowed; allowed: a whole number of bytes");
  }

  @ParameterizedTest
  @CsvSource({"1048576", "600000", "100000"})
  void aDeadLetterOfAnyRecordCanBeSent(long maxSent) {
    DeadLetter letter =
        new DeadLetter(
            "t".repeat(249),
            Integer.MAX_VALUE,
            Long.MAX_VALUE,
            new byte[5_000_000],
            new byte[50_000_000],
            "malformed",
            "語".repeat(100_000));
    ProducerRecord<byte[], byte[]> message =
        new DeadLetterSerializer("d", maxSent).serialize(letter, null, null);
    assertThat(sent(message)).isLessThanOrEqualTo(maxSent);
    assertThat(message.headers().lastHeader("truncated").value())
        .isEqualTo("key 5000000 bytes, value 50000000 bytes".getBytes(UTF_8));
  }
}
