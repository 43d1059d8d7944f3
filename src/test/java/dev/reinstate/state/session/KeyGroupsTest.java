package dev.reinstate.state.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.learner.TestSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;

class KeyGroupsTest {

  private static KeyGroups groups(Target target, EventCounts eventCounts) {
    TestSettings settings = new TestSettings();
    settings.target = target;
    return new KeyGroups(settings.build().prediction(), eventCounts);
  }

  /** "polygenelubricants" has the least hash code of all. */
  @Test
  void keysAreInTheGroupAndTheSubtaskInWhichFlinkHasThem() {
    List<String> keys = new ArrayList<>(List.of("", "größe", "polygenelubricants"));
    Random random = new Random(5);
    for (int i = 0; i < 5_000; i++) {
      keys.add(Long.toString(random.nextLong(), Character.MAX_RADIX));
    }
    for (String key : keys) {
      int group = KeyGroupRangeAssignment.assignToKeyGroup(key, KeyGroups.COUNT);
      assertThat(KeyGroups.numberOf(key)).as(key).isEqualTo(group);
      for (int subtasks : new int[] {1, 2, 3, 7, 128}) {
        assertThat(KeyGroups.subtaskOf(group, subtasks))
            .isEqualTo(
                KeyGroupRangeAssignment.computeOperatorIndexForKeyGroup(
                    KeyGroups.COUNT, subtasks, group));
      }
    }
  }

  @Test
  void countsAndValuesAreThoseOfAllGroups() {
    EventCounts eventCounts = new EventCounts();
    KeyGroups groups = groups(Target.CLASS, eventCounts);
    groups.of("a").add(Count.PENDING, 2);
    groups.of("b").add(Count.PENDING, 3);
    groups.of("a").add(1, 1);
    groups.of("b").add(0, 1);
    groups.of("b").add(1, 1);
    groups.of("b").add(1, -1);
    assertThat(eventCounts.get(Count.PENDING)).isEqualTo(5);
    assertThat(groups.known().sums()).containsExactly(1, 1);
  }

  /** Floating point sums depend on their order. */
  @Test
  void sumsOfValuesAreTheSameInWhateverOrderTheyBecameKnownAndWereRestored() {
    Random random = new Random(6);
    KeyGroups groups = groups(Target.VALUE, new EventCounts());
    for (int i = 0; i < 2_000; i++) {
      groups.of("k" + random.nextInt(300)).add(random.nextGaussian() * 1e6, 1);
      groups.known();
    }
    List<KeyGroupSnapshot> snapshots = new ArrayList<>(groups.snapshot());
    Collections.shuffle(snapshots, random);
    KeyGroups restored = groups(Target.VALUE, new EventCounts());
    for (KeyGroupSnapshot snapshot : snapshots) {
      restored.restore(List.of(snapshot));
      restored.known();
    }
    assertThat(restored.known().sums()).isEqualTo(groups.known().sums());
  }
}
