package dev.reinstate.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.event.Event;
import dev.reinstate.event.Observation;
import dev.reinstate.memory.Eviction;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.settings.CreditRead;
import dev.reinstate.settings.NamedRead;
import dev.reinstate.settings.Space;
import dev.reinstate.settings.SpacesSettings;
import dev.reinstate.state.session.MemoryKeys;
import dev.reinstate.state.session.MemoryKeys.Places;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
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

  /**
   * Of the memories of an account and of a shop, which two reads may read at once: each goes by
   * what was credited to it under its own key.
   */
  @Property(tries = 60, seed = "72")
  void theLeastCreditedMemoryOfEachSpaceGivesWay(
      @ForAll CreditRead read, @ForAll @IntRange(max = 9999) int seed) {
    Random random = new Random(seed);
    TestSettings settings = new TestSettings();
    settings.eviction = Eviction.LEAST_CREDITED;
    settings.creditRead = read;
    settings.spaces =
        new SpacesSettings(
            List.of(
                new Space("accounts", List.of("key"), 1, 1, 6, 3),
                new Space("shops", List.of("shop"), 1, 1, 5, 3)),
            List.of(
                new NamedRead("account", 0, List.of("key")),
                new NamedRead("shop", 1, List.of("shop")),
                new NamedRead("next door", 1, List.of("door"))));
    MemoryKeys keys = new MemoryKeys(settings.spaces);
    World world = new World(settings.build());
    Map<String, Double> totals = new HashMap<>();
    int evicted = 0;
    for (int i = 0; i < 80; i++) {
      Observation observation =
          World.observation("a" + random.nextInt(2), "o" + i, 10L * i)
              .withKeys(Map.of("shop", "s" + random.nextInt(2), "door", "s" + random.nextInt(2)));
      world.process(observation);
      Places places = keys.places(observation.key(), "o" + i, keys.values(observation));
      List<TreeSet<String>> before =
          Stream.of(places.written()).map(key -> held(world, key)).toList();
      world.process(
          World.feedback(observation.key(), "f", "o" + i, 10L * i + 5, random.nextInt(2)));
      for (MemoryCredit memory : world.lastCredit().memories()) {
        String under =
            places.read()[List.of("account", "shop", "next door").indexOf(memory.read())];
        totals.merge(under + memory.memoryId(), (double) memory.credit(), Double::sum);
      }
      for (int space = 0; space < 2; space++) {
        String under = places.written()[space];
        TreeSet<String> held = held(world, under);
        TreeSet<String> gone = new TreeSet<>(before.get(space));
        gone.removeAll(held);
        assertThat(gone).hasSize(before.get(space).size() == 6 - space ? 1 : 0);
        for (String id : gone) {
          double least =
              before.get(space).stream()
                  .mapToDouble(m -> totals.getOrDefault(under + m, 0.0))
                  .min()
                  .orElse(0);
          assertThat(totals.getOrDefault(under + id, 0.0)).isLessThanOrEqualTo(least + ROUNDING);
          evicted++;
        }
        assertThat(held).contains("o" + i);
      }
    }
    assertThat(evicted).isEqualTo(2 * 80 - 2 * 6 - 2 * 5);
  }

  private static TreeSet<String> held(World world) {
    return held(world, "a");
  }

  /** The observations that are memories under a key. */
  private static TreeSet<String> held(World world, String key) {
    TreeSet<String> held = new TreeSet<>();
    world.state.select(key);
    if (world.state.header() != null) {
      ExternalMemory memory = world.memory(key);
      for (int slot = 0; slot < 6; slot++) {
        if (memory.occupied(slot)) {
          held.add(memory.id(slot).substring(memory.id(slot).indexOf('\0') + 1));
        }
      }
    }
    return held;
  }
}
