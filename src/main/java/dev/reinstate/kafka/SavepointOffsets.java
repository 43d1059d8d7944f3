package dev.reinstate.kafka;

import dev.reinstate.stream.MemoryJob;
import dev.reinstate.stream.state.Savepoint;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.kafka.common.TopicPartition;

/** Where a job stood in its topics when a savepoint was taken. */
public final class SavepointOffsets {

  private SavepointOffsets() {}

  /**
   * The offsets that the job would read next, of observations and feedback; none of a partition of
   * which it had read nothing.
   */
  public static Map<TopicPartition, Long> of(Savepoint savepoint) throws Exception {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (String source : MemoryJob.EVENT_SOURCES) {
      for (byte[] split : savepoint.sourceSplits(source)) {
        KafkaPartitionSplit read =
            SimpleVersionedSerialization.readVersionAndDeSerialize(
                new KafkaPartitionSplitSerializer(), split);
        if (read.getStartingOffset() >= 0) {
          offsets.put(read.getTopicPartition(), read.getStartingOffset());
        }
      }
    }
    return offsets;
  }
}
