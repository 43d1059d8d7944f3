package dev.reinstate.state.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Observation;
import dev.reinstate.settings.NamedRead;
import dev.reinstate.settings.Space;
import dev.reinstate.settings.SpacesSettings;
import dev.reinstate.state.session.MemoryKeys.Places;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpaceKeyTest {

  private static final MemoryKeys KEYS =
      new MemoryKeys(
          new SpacesSettings(
              List.of(
                  new Space("departures", List.of("key"), 1, 1, 8, 2),
                  new Space("routes", List.of("key", "to"), 1, 1, 8, 2),
                  new Space("all", List.of(), 1, 4, 8, 2)),
              List.of(
                  new NamedRead("departures", 0, List.of("key")),
                  new NamedRead("routes", 1, List.of("key", "to")),
                  new NamedRead("all", 2, List.of()))));

  private static Places places() {
    Observation flight = new Observation("JFK", "7", 0, new float[1]).withKeys(Map.of("to", "3"));
    return KEYS.places("JFK", "7", KEYS.values(flight));
  }

  @Test
  void keysOfStateAreReadBack() {
    assertThat(places().read())
        .extracting(SpaceKey::of)
        .startsWith(
            new SpaceKey("departures", List.of("JFK"), SpaceKey.ALL_SHARDS),
            // a value that might be the number of a shard is none
            new SpaceKey("routes", List.of("JFK", "3"), SpaceKey.ALL_SHARDS),
            new SpaceKey("all", List.of(), 0),
            new SpaceKey("all", List.of(), 1));
    assertThat(places().read()).allMatch(SpaceKey::isOne);
    assertThat(SpaceKey.isOne("JFK")).isFalse();
    assertThat(SpaceKey.isOne("")).isFalse();
  }

  @Test
  void aMemoryIsCalledByItsOwnerAndItsObservation() {
    assertThat(OwnedId.of(places().memoryId())).isEqualTo(new OwnedId("JFK", "7"));
    assertThat(KEYS.observationId(places().memoryId())).isEqualTo("7");
  }

  @Test
  void peopleReadThemWithoutTheSeparator() {
    assertThat(places().read())
        .extracting(key -> SpaceKey.of(key).toString())
        .containsExactly(
            "departures at JFK",
            "routes at JFK, 3",
            "all, shard 0",
            "all, shard 1",
            "all, shard 2",
            "all, shard 3");
  }

  @Test
  void aKeyIncludesItsShards() {
    SpaceKey all = new SpaceKey("all", List.of(), SpaceKey.ALL_SHARDS);
    SpaceKey second = new SpaceKey("all", List.of(), 1);
    assertThat(all.includes(second)).isTrue();
    assertThat(second.includes(second)).isTrue();
    assertThat(second.includes(new SpaceKey("all", List.of(), 2))).isFalse();
    assertThat(all.includes(new SpaceKey("all", List.of("x"), 1))).isFalse();
    assertThat(all.includes(new SpaceKey("none", List.of(), 1))).isFalse();
  }
}
