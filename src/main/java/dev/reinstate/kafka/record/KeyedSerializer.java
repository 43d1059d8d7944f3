package dev.reinstate.kafka.record;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes records with a key to one topic. */
public final class KeyedSerializer<T> extends TopicSerializer<T> {

  private final TopicCodec<T> codec;

  public KeyedSerializer(String topic, TopicCodec<T> codec) {
    super(topic);
    this.codec = codec;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T record, KafkaSinkContext context, Long timestamp) {
    byte[] key = codec.key(record).getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(topic(), key, codec.encode(record));
  }
}
