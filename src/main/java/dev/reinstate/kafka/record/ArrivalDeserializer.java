package dev.reinstate.kafka.record;

import dev.reinstate.stream.types.Arrival;
import dev.reinstate.stream.types.DeadLetter;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Gives one arrival for each message: what it says, or the dead letter of what says nothing.
 *
 * @param <T> what the topic's records are
 */
abstract class ArrivalDeserializer<T> implements KafkaRecordDeserializationSchema<Arrival<T>> {

  abstract T value(ConsumerRecord<byte[], byte[]> message) throws MalformedRecordException;

  @Override
  public final void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<Arrival<T>> out) {
    out.collect(arrival(message));
  }

  private Arrival<T> arrival(ConsumerRecord<byte[], byte[]> message) {
    try {
      return Arrival.of(value(message));
    } catch (MalformedRecordException e) {
      return Arrival.malformed(
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
