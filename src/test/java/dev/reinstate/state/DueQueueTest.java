package dev.reinstate.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.outcome.Target;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DueQueueTest {

  private final HeapState state = new HeapState();
  private final KeyHeader header = new KeyHeader(new ValueStatistics(Target.CLASS, 2));

  private List<String> take(DueQueue queue, long until) {
    List<String> taken = new ArrayList<>();
    queue.take(state, until, taken::add);
    return taken;
  }

  private long chunks() {
    long chunks = 0;
    for (long place = 0; place < header.places(); place++) {
      chunks += state.dueChunk(place) == null ? 0 : 1;
    }
    return chunks;
  }

  private static DueQueue saved(DueQueue queue) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    queue.write(new DataOutputStream(bytes));
    return DueQueue.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  @Test
  void whatIsDueIsTakenAndTheRestStays() {
    state.select("k");
    DueQueue queue = new DueQueue();
    assertThat(queue.due()).isEqualTo(KeyHeader.NEVER);
    queue.add(state, header, "a", 20);
    queue.add(state, header, "b", 10);
    queue.add(state, header, "c", 20);
    queue.add(state, header, "d", 30);
    assertThat(queue.due()).isEqualTo(10);
    assertThat(take(queue, 9)).isEmpty();
    assertThat(take(queue, 20)).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(queue.dues()).containsExactly(30);
    assertThat(chunks()).isOne();
  }

  @Test
  void whatIsTakenMayComeAgain() {
    state.select("k");
    DueQueue queue = new DueQueue();
    queue.add(state, header, "a", 10);
    queue.take(state, 15, id -> queue.add(state, header, id, 16));
    assertThat(take(queue, 16)).containsExactly("a");
    assertThat(queue.isEmpty()).isTrue();
    assertThat(chunks()).isZero();
  }

  /** Chunks that become empty go with the last of their due time. */
  @Test
  void whatIsRemovedLeavesNothing() {
    state.select("k");
    DueQueue queue = new DueQueue();
    int many = 5 * DueChunk.SIZE;
    long[] places = new long[many];
    for (int i = 0; i < many; i++) {
      places[i] = queue.add(state, header, "o" + i, 7);
    }
    assertThat(chunks()).isEqualTo(5);
    for (int i = 0; i < many; i++) {
      queue.remove(state, "o" + i, places[i]);
    }
    assertThat(queue.isEmpty()).isTrue();
    assertThat(chunks()).isZero();
  }

  /** Whatever happens, it holds what a sorted map of all ids holds. */
  @Property(tries = 100, seed = "29")
  void equalsAMapOfWhatWasAdded(@ForAll @IntRange(max = 9999) int seed) throws IOException {
    state.select("k");
    Random random = new Random(seed);
    DueQueue queue = new DueQueue();
    Map<String, Long> dues = new TreeMap<>();
    Map<String, Long> places = new TreeMap<>();
    int step = 1 + random.nextInt(40);
    for (int i = 0; i < 1_000; i++) {
      int dice = random.nextInt(100);
      String id = "o" + (dice < 70 ? i : random.nextInt(i + 1));
      if (dice < 70) {
        long due = (i + random.nextInt(100)) / step * step;
        places.put(id, queue.add(state, header, id, due));
        dues.put(id, due);
      } else if (dice < 95 && dues.containsKey(id)) {
        queue.remove(state, id, places.get(id));
        dues.remove(id);
      } else if (dice == 99) {
        long now = i;
        List<String> due = dues.keySet().stream().filter(o -> dues.get(o) <= now).toList();
        assertThat(take(queue, now)).containsExactlyInAnyOrderElementsOf(due);
        due.forEach(dues::remove);
      } else if (dice == 98) {
        queue = saved(queue);
      }
      assertThat(queue.dues())
          .isEqualTo(dues.values().stream().mapToLong(d -> d).sorted().distinct().toArray());
    }
    assertThat(take(queue, KeyHeader.NEVER)).containsExactlyInAnyOrderElementsOf(dues.keySet());
    assertThat(chunks()).isZero();
  }
}
