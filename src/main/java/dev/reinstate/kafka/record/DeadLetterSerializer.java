package dev.reinstate.kafka.record;

import dev.reinstate.stream.types.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record's bytes unchanged, with headers that say why. Bytes that could not be sent again,
 * since producers and brokers may have other limits, are cut, and the header {@code truncated}
 * gives their length: otherwise one such record would stop the job for good.
 */
public final class DeadLetterSerializer extends TopicSerializer<DeadLetter> {

  static final int MAX_KEY_BYTES = 64 * 1024;
  static final int MAX_VALUE_BYTES = 900 * 1024;

  /** Names and values of all headers: an error has 3 bytes for each of its 2,000 characters. */
  private static final int HEADER_BYTES = 8 * 1024;

  private final int maxValueBytes;

  /**
   * @param maxSent bytes of a record that the producer sends
   */
  public DeadLetterSerializer(String topic, long maxSent) {
    super(topic);
    maxValueBytes = maxValueBytes(maxSent);
  }

  private static int maxValueBytes(long maxSent) {
    long room = maxSent - MAX_KEY_BYTES - 2 * HEADER_BYTES;
    return (int) Math.max(0, Math.min(MAX_VALUE_BYTES, room));
  }

  /** Bytes of the largest one, but for what Kafka adds. */
  public static long largest(long maxSent) {
    return MAX_KEY_BYTES + maxValueBytes(maxSent) + HEADER_BYTES;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, Long timestamp) {
    byte[] key = head(letter.key(), MAX_KEY_BYTES);
    byte[] value = head(letter.value(), maxValueBytes);
    ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic(), key, value);
    header(message, "reason", letter.reason());
    header(message, "error", letter.error());
    header(message, "topic", letter.topic());
    header(message, "partition", Integer.toString(letter.partition()));
    header(message, "offset", Long.toString(letter.offset()));
    if (key != letter.key() || value != letter.value()) {
      header(
          message,
          "truncated",
          "key " + length(letter.key()) + " bytes, value " + length(letter.value()) + " bytes");
    }
    return message;
  }

  private static byte @Nullable [] head(byte @Nullable [] bytes, int max) {
    return length(bytes) <= max ? bytes : Arrays.copyOf(bytes, max);
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static void header(ProducerRecord<byte[], byte[]> message, String name, String value) {
    message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
