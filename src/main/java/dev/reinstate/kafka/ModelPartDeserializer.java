package dev.reinstate.kafka;

import dev.reinstate.learner.ModelPart;
import dev.reinstate.stream.WireTypes;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the models topic; what is no part of a model is left out and logged. */
final class ModelPartDeserializer implements KafkaRecordDeserializationSchema<ModelPart> {

  private static final Logger LOG = LoggerFactory.getLogger(ModelPartDeserializer.class);

  private final ModelPartCodec codec = new ModelPartCodec();

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<ModelPart> out) {
    ModelPart part;
    try {
      part = codec.decode(message.key(), message.value());
    } catch (MalformedRecordException e) {
      // The trainer publishes a whole model again soon, so nothing is lost for long.
      LOG.warn(
          "{}-{} offset {} is no part of a model: {}",
          message.topic(),
          message.partition(),
          message.offset(),
          e.getMessage());
      return;
    }
    out.collect(part);
  }

  @Override
  public TypeInformation<ModelPart> getProducedType() {
    return WireTypes.MODEL_PART;
  }
}
