package dev.reinstate.kafka;

import dev.reinstate.learner.Event;
import dev.reinstate.stream.Arrival;
import dev.reinstate.stream.WireTypes;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the forget topic; what is no request within the limits is a dead letter. */
public final class ForgetDeserializer extends ArrivalDeserializer<Event> {

  private final ForgetCodec codec;

  public ForgetDeserializer(RecordLimits limits) {
    codec = new ForgetCodec(limits);
  }

  @Override
  Event value(ConsumerRecord<byte[], byte[]> message) throws MalformedRecordException {
    return codec.decode(message.value(), message.timestamp());
  }

  @Override
  public TypeInformation<Arrival<Event>> getProducedType() {
    return WireTypes.EVENT_ARRIVAL;
  }
}
