package dev.reinstate.kafka.record;

import dev.reinstate.event.Event;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the observations topic; what is no observation within the limits is a dead letter. */
public final class ObservationDeserializer extends EventDeserializer {

  private final ObservationCodec codec;

  public ObservationDeserializer(RecordLimits limits) {
    super(limits);
    codec = new ObservationCodec(limits);
  }

  @Override
  Event event(ConsumerRecord<byte[], byte[]> message) throws MalformedRecordException {
    return codec.decode(message.value());
  }
}
