package dev.reinstate.kafka.record;

import dev.reinstate.event.Event;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the forget topic; what is no request within the limits is a dead letter. None is for its
 * time: whoever asks to be forgotten by way of a wrong clock is forgotten too.
 */
public final class ForgetDeserializer extends EventDeserializer {

  private final RecordLimits limits;
  private final ForgetCodec codec;

  public ForgetDeserializer(RecordLimits limits) {
    super(limits);
    this.limits = limits;
    codec = new ForgetCodec(limits);
  }

  @Override
  Event event(ConsumerRecord<byte[], byte[]> message) throws MalformedRecordException {
    return codec.decode(message.value(), limits.arrival(message.timestamp()));
  }
}
