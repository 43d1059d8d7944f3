package dev.reinstate.kafka;

import dev.reinstate.learner.Event;
import dev.reinstate.stream.Arrival;
import dev.reinstate.stream.DeadLetter;
import dev.reinstate.stream.WireTypes;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Gives one arrival for each message: an event, or the dead letter of what is none. */
abstract class EventDeserializer implements KafkaRecordDeserializationSchema<Arrival> {

  abstract Event event(ConsumerRecord<byte[], byte[]> message) throws MalformedRecordException;

  @Override
  public final void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<Arrival> out) {
    out.collect(arrival(message));
  }

  private Arrival arrival(ConsumerRecord<byte[], byte[]> message) {
    try {
      return Arrival.of(event(message));
    } catch (MalformedRecordException e) {
      return Arrival.of(
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

  @Override
  public final TypeInformation<Arrival> getProducedType() {
    return WireTypes.ARRIVAL;
  }
}
