package dev.reinstate.kafka.record;

import dev.reinstate.event.Event;
import dev.reinstate.stream.types.SourceRecord;
import dev.reinstate.stream.types.WireTypes;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads a topic of events; what is no event within the limits, now, is a dead letter. */
abstract class EventDeserializer extends SourceRecordDeserializer<Event> {

  private final RecordLimits limits;

  EventDeserializer(RecordLimits limits) {
    this.limits = limits;
  }

  abstract Event event(ConsumerRecord<byte[], byte[]> message) throws MalformedRecordException;

  @Override
  final Event value(ConsumerRecord<byte[], byte[]> message) throws MalformedRecordException {
    return limits.admit(event(message), message.timestamp());
  }

  @Override
  public final TypeInformation<SourceRecord<Event>> getProducedType() {
    return WireTypes.EVENT_ARRIVAL;
  }
}
