package dev.reinstate.kafka;

import dev.reinstate.learner.Event;
import dev.reinstate.learner.Feedback;
import dev.reinstate.stream.Arrival;
import dev.reinstate.stream.WireTypes;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the feedback topic; what is no feedback within the limits is a dead letter. */
public final class FeedbackDeserializer extends ArrivalDeserializer<Event> {

  private final FeedbackCodec codec;

  public FeedbackDeserializer(RecordLimits limits) {
    codec = new FeedbackCodec(limits);
  }

  @Override
  Event value(ConsumerRecord<byte[], byte[]> message) throws MalformedRecordException {
    return codec.decode(
        message.value(), new Feedback.Origin(message.partition(), message.offset()));
  }

  @Override
  public TypeInformation<Arrival<Event>> getProducedType() {
    return WireTypes.EVENT_ARRIVAL;
  }
}
