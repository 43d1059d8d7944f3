package dev.reinstate.kafka.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.stream.types.DeadLetter;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterSerializerTest {

  private final DeadLetterSerializer serializer =
      new DeadLetterSerializer("p.dead-letters.v1", 1 << 20);

  @Test
  void bytesGoOutAsTheyCameWithHeadersThatSayWhy() {
    byte[] key = {1};
    byte[] value = {2, 3};
    ProducerRecord<byte[], byte[]> message =
        serialize(new DeadLetter("p.feedback.v1", 4, 5, key, value, "malformed", "key: empty"));
    assertThat(message.topic()).isEqualTo("p.dead-letters.v1");
    assertThat(message.key()).isSameAs(key);
    assertThat(message.value()).isSameAs(value);
    assertThat(headers(message))
        .isEqualTo(
            Map.of(
                "reason", "malformed",
                "error", "key: empty",
                "topic", "p.feedback.v1",
                "partition", "4",
                "offset", "5"));
  }

  @Test
  void missingKeyAndValueStayMissing() {
    ProducerRecord<byte[], byte[]> message =
        serialize(new DeadLetter("t", 0, 0, null, null, "malformed", "no value"));
    assertThat(message.key()).isNull();
    assertThat(message.value()).isNull();
  }

  @Test
  void bytesThatKafkaWouldRefuseAreCut() {
    byte[] value = new byte[2_000_000];
    ProducerRecord<byte[], byte[]> message =
        serialize(new DeadLetter("t", 0, 0, new byte[3], value, "malformed", "too long"));
    assertThat(message.value()).hasSize(DeadLetterSerializer.MAX_VALUE_BYTES);
    assertThat(headers(message)).containsEntry("truncated", "key 3 bytes, value 2000000 bytes");
  }

  @Test
  void noReasonIsLongerThanItMayBe() {
    assertThat(new MalformedRecordException("x".repeat(3000)).getMessage()).hasSizeLessThan(2100);
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
