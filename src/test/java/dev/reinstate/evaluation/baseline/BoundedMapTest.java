package dev.reinstate.evaluation.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedMapTest {

  @Test
  void theOldestGoes() {
    BoundedMap<String, Integer> latest = BoundedMap.ofLatest(2);
    latest.put("a", 1);
    latest.put("b", 2);
    latest.get("a");
    latest.put("a", 3);
    latest.put("c", 4);

    assertThat(latest).containsOnlyKeys("b", "c");
  }

  @Test
  void theOldestStaysWhereItMayNotGo() {
    BoundedMap<String, Boolean> latest = new BoundedMap<>(2, value -> value);
    latest.put("waits", false);
    latest.put("b", true);
    latest.put("c", true);
    latest.put("d", true);
    assertThat(latest).containsOnlyKeys("waits", "b", "c", "d");

    latest.put("waits", true);
    latest.put("e", true);
    assertThat(latest).containsOnlyKeys("b", "c", "d", "e");
  }

  @Test
  void whatWaitsInVainGoesAtLast() {
    BoundedMap<Integer, Boolean> latest = new BoundedMap<>(2, value -> value);
    for (int i = 0; i < 100; i++) {
      latest.put(i, false);
    }
    assertThat(latest).containsOnlyKeys(96, 97, 98, 99);
  }
}
