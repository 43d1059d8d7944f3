package dev.reinstate.kafka.record;

import dev.reinstate.avro.ReadMemory;
import dev.reinstate.event.Prediction;
import dev.reinstate.recording.file.Float32Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Predictions as values of the predictions topic. An instance belongs to one thread. */
public final class PredictionCodec implements TopicCodec<Prediction> {

  private final SingleObject<dev.reinstate.avro.Prediction> format =
      new SingleObject<>(dev.reinstate.avro.Prediction.class);

  @Override
  public String key(Prediction prediction) {
    return prediction.key();
  }

  @Override
  public byte[] encode(Prediction prediction) {
    return format.encode(prediction);
  }

  /**
   * @param value the topic's bytes, or null
   * @throws MalformedRecordException if they are no prediction
   */
  public Prediction decode(byte @Nullable [] value) throws MalformedRecordException {
    dev.reinstate.avro.Prediction record = format.decode(value);
    List<ReadMemory> read = record.getRead();
    String[] memoryIds = new String[read.size()];
    float[] weights = new float[read.size()];
    String[] reads = new String[read.size()];
    for (int i = 0; i < weights.length; i++) {
      memoryIds[i] = read.get(i).getMemoryId();
      weights[i] = read.get(i).getWeight();
      reads[i] = read.get(i).getRead();
    }
    return new Prediction(
        record.getKey(),
        record.getObservationId(),
        record.getTime().toEpochMilli(),
        record.getModelVersion(),
        Float32Bytes.decode(record.getOutput()),
        memoryIds,
        weights,
        reads,
        record.getReadable());
  }
}
