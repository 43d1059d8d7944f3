package dev.reinstate.kafka.record;

import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the feedback topic; what is no feedback within the limits is a dead letter. */
public final class FeedbackDeserializer extends EventDeserializer {

  private final FeedbackCodec codec;

  public FeedbackDeserializer(RecordLimits limits) {
    super(limits);
    codec = new FeedbackCodec(limits);
  }

  @Override
  Event event(ConsumerRecord<byte[], byte[]> message) throws MalformedRecordException {
    return codec.decode(
        message.value(), new Feedback.Origin(message.partition(), message.offset()));
  }
}
