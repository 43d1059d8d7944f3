package dev.reinstate.kafka;

import dev.reinstate.event.Event;
import dev.reinstate.event.Observation;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.apache.kafka.common.utils.Utils;

/**
 * How many records each partition gets: on topics that were empty, the offsets at which they end.
 *
 * @param observations for each partition of the observations topic
 * @param feedback for each partition of the feedback topic
 */
public record PartitionCounts(long[] observations, long[] feedback) {

  /**
   * Counts events as the {@link RecordingProducer} sends them.
   *
   * @param partitions of each of the two topics
   */
  public static PartitionCounts of(Iterator<? extends Event> events, int partitions) {
    PartitionCounts counts = new PartitionCounts(new long[partitions], new long[partitions]);
    while (events.hasNext()) {
      Event event = events.next();
      long[] topic = event instanceof Observation ? counts.observations : counts.feedback;
      topic[partition(event.key().getBytes(StandardCharsets.UTF_8), partitions)]++;
    }
    return counts;
  }

  /** The partition that Kafka's producers choose for a key unless told otherwise. */
  static int partition(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
