package dev.reinstate.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Which part of the topics is read. Times are those of Kafka's records: when they were sent, not
 * when what they tell of happened.
 *
 * @param fromTime the first record of this time or later, milliseconds since the epoch; empty for
 *     the oldest that is kept
 * @param toTime ends before the first record of this time or later; empty for what there is now
 * @param fromOffsets goes before the time, for the partitions that it names
 * @param toOffsets offsets that are not read any more, likewise
 * @param endless whether reading goes on where no time and no offset ends it
 */
public record TopicSection(
    OptionalLong fromTime,
    OptionalLong toTime,
    Map<TopicPartition, Long> fromOffsets,
    Map<TopicPartition, Long> toOffsets,
    boolean endless) {

  /** All that there is now. */
  public static final TopicSection ALL =
      new TopicSection(OptionalLong.empty(), OptionalLong.empty(), Map.of(), Map.of(), false);

  static final long NEVER = Long.MAX_VALUE;

  /** For each partition, the offset that reading begins at. */
  Map<TopicPartition, Long> begins(Consumer<?, ?> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> begins = new HashMap<>(consumer.beginningOffsets(partitions));
    if (fromTime.isPresent()) {
      begins.putAll(atTime(consumer, partitions, fromTime.getAsLong()));
    }
    fromOffsets.forEach(
        (partition, offset) -> begins.computeIfPresent(partition, (p, b) -> offset));
    return begins;
  }

  /** For each partition, the offset that is not read any more, or {@link #NEVER}. */
  Map<TopicPartition, Long> ends(Consumer<?, ?> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    if (toTime.isPresent()) {
      ends.putAll(atTime(consumer, partitions, toTime.getAsLong()));
    } else if (endless) {
      partitions.forEach(partition -> ends.put(partition, NEVER));
    } else {
      ends.putAll(consumer.endOffsets(partitions));
    }
    toOffsets.forEach((partition, offset) -> ends.computeIfPresent(partition, (p, e) -> offset));
    return ends;
  }

  /** Where there is no record of the time or later: the end. */
  private static Map<TopicPartition, Long> atTime(
      Consumer<?, ?> consumer, List<TopicPartition> partitions, long time) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, time));
    Map<TopicPartition, Long> offsets = new HashMap<>(consumer.endOffsets(partitions));
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
        consumer.offsetsForTimes(times).entrySet()) {
      if (found.getValue() != null) {
        offsets.put(found.getKey(), found.getValue().offset());
      }
    }
    return offsets;
  }
}
