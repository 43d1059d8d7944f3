package dev.reinstate.kafka;

import dev.reinstate.learner.ModelPart;
import dev.reinstate.stream.Arrival;
import dev.reinstate.stream.WireTypes;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the models topic; what is no part of a model is a dead letter. */
final class ModelPartDeserializer extends ArrivalDeserializer<ModelPart> {

  private final ModelPartCodec codec = new ModelPartCodec();

  @Override
  ModelPart value(ConsumerRecord<byte[], byte[]> message) throws MalformedRecordException {
    return codec.decode(message.key(), message.value());
  }

  @Override
  public TypeInformation<Arrival<ModelPart>> getProducedType() {
    return WireTypes.MODEL_ARRIVAL;
  }
}
