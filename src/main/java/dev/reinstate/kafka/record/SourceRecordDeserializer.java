package dev.reinstate.kafka.record;

import dev.reinstate.stream.types.DeadLetter;
import dev.reinstate.stream.types.SourceRecord;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Gives one arrival for each message: what it says, or the dead letter of what says nothing.
 *
 * @param <T> what the topic's records are
 */
abstract class SourceRecordDeserializer<T>
    implements KafkaRecordDeserializationSchema<SourceRecord<T>> {

  abstract T value(ConsumerRecord<byte[], byte[]> message) throws MalformedRecordException;

  @Override
  public final void deserialize(
      ConsumerRecord<byte[], byte[]> message, Collector<SourceRecord<T>> out) {
    out.collect(arrival(message));
  }

  private SourceRecord<T> arrival(ConsumerRecord<byte[], byte[]> message) {
    try {
      return SourceRecord.of(value(message));
    } catch (MalformedRecordException e) {
      return SourceRecord.malformed(
          new DeadLetter(
              message.topic(),
              message.partition(),
              message.offset(),
              message.key(),
              message.value(),
              DeadLetter.MALFORMED,
              e.getMessage()));
    }
  }
}
