package dev.reinstate.kafka;

import dev.reinstate.learner.Event;
import dev.reinstate.stream.Arrival;
import dev.reinstate.stream.WireTypes;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the observations topic; what is no observation within the limits is a dead letter. */
public final class ObservationDeserializer extends ArrivalDeserializer<Event> {

  private final ObservationCodec codec;

  public ObservationDeserializer(RecordLimits limits) {
    codec = new ObservationCodec(limits);
  }

  @Override
  Event value(ConsumerRecord<byte[], byte[]> message) throws MalformedRecordException {
    return codec.decode(message.value());
  }

  @Override
  public TypeInformation<Arrival<Event>> getProducedType() {
    return WireTypes.EVENT_ARRIVAL;
  }
}
