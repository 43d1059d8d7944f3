package dev.reinstate.kafka.record;

import dev.reinstate.model.ModelPart;
import dev.reinstate.stream.types.SourceRecord;
import dev.reinstate.stream.types.WireTypes;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the models topic; what is no part of a model is a dead letter. */
public final class ModelPartDeserializer extends SourceRecordDeserializer<ModelPart> {

  private final ModelPartCodec codec = new ModelPartCodec();

  @Override
  ModelPart value(ConsumerRecord<byte[], byte[]> message) throws MalformedRecordException {
    return codec.decode(message.key(), message.value());
  }

  @Override
  public TypeInformation<SourceRecord<ModelPart>> getProducedType() {
    return WireTypes.MODEL_ARRIVAL;
  }
}
