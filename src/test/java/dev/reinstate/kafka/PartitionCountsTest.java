package dev.reinstate.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionCountsTest {

  @Test
  void countsBothTopicsByKey() {
    List<Event> events =
        List.of(
            new Observation("a", "1", 1, new float[1]),
            new Observation("a", "2", 2, new float[1]),
            new Feedback("a", "f", "1", 3, 1, 1, 1, Feedback.Origin.NONE),
            new Observation("b", "3", 4, new float[1]));
    PartitionCounts counts = PartitionCounts.of(events.iterator(), 1);
    assertThat(counts.observations()).containsExactly(3);
    assertThat(counts.feedback()).containsExactly(1);
  }

  @Test
  void keysSpreadOverPartitions() {
    List<Event> events =
        List.of("ATL", "ORD", "DFW", "LAX", "PHX", "DEN", "STL", "DTW").stream()
            .<Event>map(key -> new Observation(key, "1", 1, new float[1]))
            .toList();
    assertThat(PartitionCounts.of(events.iterator(), 2).observations()).doesNotContain(0L);
  }
}
