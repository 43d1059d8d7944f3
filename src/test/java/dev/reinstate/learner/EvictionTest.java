package dev.reinstate.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.event.Event;
import dev.reinstate.memory.Eviction;
import dev.reinstate.settings.CreditRead;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** {@code memory.eviction: least-credited} goes by the credits that the job gives out. */
class EvictionTest {

  private static final double ROUNDING = 1e-5;

  @Property(tries = 60, seed = "71")
  void theLeastCreditedMemoryGivesWay(
      @ForAll CreditRead read, @ForAll @IntRange(max = 9999) int seed) {
    Random random = new Random(seed);
    TestSettings settings = new TestSettings();
    settings.eviction = Eviction.LEAST_CREDITED;
    settings.capacity = 6;
    settings.k = 3;
    settings.creditRead = read;
    World world = new World(settings.build());
    Map<String, Double> totals = new HashMap<>();
    int evicted = 0;
    for (int i = 0; i < 80; i++) {
      List<Event> pair = World.pair("a", i, 10L * i, random.nextInt(4) == 0 ? 1 : i % 2);
      world.process(pair.get(0));
      TreeSet<String> before = held(world);
      world.process(pair.get(1));
      for (MemoryCredit memory : world.lastCredit().memories()) {
        totals.merge(memory.memoryId(), (double) memory.credit(), Double::sum);
      }
      TreeSet<String> gone = new TreeSet<>(before);
      gone.removeAll(held(world));
      assertThat(gone).hasSize(before.size() == 6 ? 1 : 0);
      for (String id : gone) {
        double least =
            before.stream().mapToDouble(m -> totals.getOrDefault(m, 0.0)).min().orElse(0);
        assertThat(totals.getOrDefault(id, 0.0)).isLessThanOrEqualTo(least + ROUNDING);
        evicted++;
      }
      assertThat(held(world)).contains("o" + i);
    }
    assertThat(evicted).isEqualTo(74);
  }

  private static TreeSet<String> held(World world) {
    TreeSet<String> held = new TreeSet<>();
    world.state.select("a");
    if (world.state.header() != null) {
      for (int slot = 0; slot < 6; slot++) {
        if (world.memory("a").occupied(slot)) {
          held.add(world.memory("a").id(slot));
        }
      }
    }
    return held;
  }
}
