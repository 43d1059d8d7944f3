package dev.reinstate.state.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Observation;
import dev.reinstate.settings.NamedRead;
import dev.reinstate.settings.Space;
import dev.reinstate.settings.SpacesSettings;
import dev.reinstate.state.session.MemoryKeys.Places;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MemoryKeysTest {

  /** Short, so that one made of several is often one made of others. */
  private static final String[] PIECES = {"a", "b", "0", "1", "\1", " ", "/", "ä", "\uffff", "😀"};

  private static Space space(String name, String... keyNames) {
    return new Space(name, List.of(keyNames), 1, 1, 8, 4);
  }

  private static Space dealt(String name, double sample, int shards, String... keyNames) {
    return new Space(name, List.of(keyNames), sample, shards, 8, 4);
  }

  private static NamedRead read(String name, int space, String... keyNames) {
    return new NamedRead(name, space, List.of(keyNames));
  }

  private static final MemoryKeys FLIGHTS =
      new MemoryKeys(
          new SpacesSettings(
              List.of(
                  space("departures", "key"),
                  space("routes", "key", "destination"),
                  dealt("all", 0.125, 4)),
              List.of(
                  read("at origin", 0, "key"),
                  read("at destination", 0, "destination"),
                  read("all", 2),
                  read("route", 1, "key", "destination"),
                  read("back", 1, "destination", "key"))));

  private static Places flight(String id, String origin, String destination) {
    return FLIGHTS.places(origin, id, new String[] {destination});
  }

  @Test
  void inAJobThatNamesNoSpacesTheKeyIsTheObservations() {
    MemoryKeys keys = new MemoryKeys(SpacesSettings.unnamed(8, 4));
    Places places = keys.places("k", "o", new String[0]);
    assertThat(keys.separate()).isFalse();
    assertThat(places.read()).containsExactly("k");
    assertThat(places.written()).containsExactly("k");
    assertThat(places.memoryId()).isEqualTo("o");
    assertThat(keys.isOfMemories("k")).isTrue();
    assertThat(keys.space("k")).isZero();
    assertThat(keys.owner("o", "k")).isEqualTo("k");
    assertThat(keys.observationId("o")).isEqualTo("o");
    assertThat(keys.readOfSource(0)).isEmpty();
  }

  @Test
  void sourcesAreTheReadsAndTheirShards() {
    assertThat(IntStream.range(0, 8).mapToObj(FLIGHTS::readOfSource))
        .containsExactly(
            "at origin", "at destination", "all", "all", "all", "all", "route", "back");
    assertThat(IntStream.range(0, 8).map(FLIGHTS::spaceOfSource))
        .containsExactly(0, 0, 2, 2, 2, 2, 1, 1);
  }

  @Test
  void aReadIsOfTheMemoriesThatWereWrittenUnderTheSameKey() {
    Places there = flight("o", "SFO", "JFK");
    Places back = flight("p", "JFK", "SFO");
    assertThat(there.read()[0]).isEqualTo(there.written()[0]);
    assertThat(there.read()[1]).isEqualTo(back.written()[0]);
    assertThat(there.read()[6]).isEqualTo(there.written()[1]);
    assertThat(there.read()[7]).isEqualTo(back.written()[1]);
    assertThat(there.written()[1]).isNotEqualTo(back.written()[1]);
    assertThat(Arrays.copyOfRange(there.read(), 2, 6))
        .doesNotHaveDuplicates()
        .containsExactly(Arrays.copyOfRange(back.read(), 2, 6));
  }

  @Test
  void withoutAKeyNothingIsReadOrWrittenUnderIt() {
    Places places = flight("o", "SFO", "");
    assertThat(places.read()[0]).isNotNull();
    assertThat(places.read()[1]).isNull();
    assertThat(Arrays.copyOfRange(places.read(), 2, 6)).doesNotContainNull();
    assertThat(places.read()[6]).isNull();
    assertThat(places.read()[7]).isNull();
    assertThat(places.written()[0]).isNotNull();
    assertThat(places.written()[1]).isNull();
  }

  @Test
  void ofAnObservationsKeysThoseCountThatTheJobNames() {
    Observation observation = new Observation("k", "o", 0, new float[0]);
    assertThat(FLIGHTS.values(observation)).containsExactly("");
    assertThat(FLIGHTS.values(observation.withKeys(Map.of("destination", "JFK", "crew", "c"))))
        .containsExactly("JFK");
    MemoryKeys two =
        new MemoryKeys(
            new SpacesSettings(
                List.of(space("z", "shop"), space("a", "device", "key")),
                List.of(read("z", 0, "shop"), read("a", 1, "device", "key"))));
    assertThat(two.values(observation.withKeys(Map.of("shop", "s", "device", "d"))))
        .as("by name")
        .containsExactly("d", "s");
  }

  @Test
  void aSpaceKeepsItsShareOfTheObservationsAndEachShardAnEqualPartOfThem() {
    int count = 40_000;
    Map<String, Integer> ofShard = new HashMap<>();
    for (int i = 0; i < count; i++) {
      Places places = flight("o" + i, "k" + i % 7, "d");
      assertThat(places.written()[0]).isNotNull();
      if (places.written()[2] != null) {
        ofShard.merge(places.written()[2], 1, Integer::sum);
      }
    }
    assertThat(ofShard.keySet())
        .containsExactlyInAnyOrder(Arrays.copyOfRange(flight("o", "k", "d").read(), 2, 6));
    // four standard deviations
    assertThat(ofShard.values()).allSatisfy(n -> assertThat(n).isCloseTo(count / 32, by(140)));
    assertThat(ofShard.values().stream().mapToInt(n -> n).sum()).isCloseTo(count / 8, by(265));
  }

  private static Offset<Integer> by(int numbers) {
    return Offset.offset(numbers);
  }

  /** So that one that is forgotten, or comes again, is found where it was. */
  @Test
  void whereAnObservationIsFollowsFromItsKeysAndId() {
    for (int i = 0; i < 100; i++) {
      Places places = flight("o" + i, "k", "d");
      assertThat(flight("o" + i, "k", "d")).usingRecursiveComparison().isEqualTo(places);
    }
  }

  /** Of one key of one space, shards aside. */
  private record Under(int space, List<String> values) {}

  private static String text(Random random) {
    StringBuilder text = new StringBuilder(PIECES[random.nextInt(PIECES.length)]);
    for (int i = random.nextInt(3); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static List<Space> spaces(Random random) {
    List<List<String>> keyNames =
        List.of(
            List.of(),
            List.of("key"),
            List.of("x"),
            List.of("y"),
            List.of("x", "y"),
            List.of("key", "x"),
            List.of("y", "key", "x"));
    List<String> names =
        Stream.generate(() -> text(random)).distinct().limit(1 + random.nextInt(5)).toList();
    return names.stream()
        .map(
            name ->
                new Space(
                    name,
                    keyNames.get(random.nextInt(keyNames.size())),
                    1,
                    1 + random.nextInt(3),
                    8,
                    4))
        .toList();
  }

  /** Whatever names and keys are like, and of whatever the keys of a space are made. */
  @Property(tries = 200, seed = "121")
  void keysOfDifferentMemoriesAreDifferent(@ForAll @IntRange(max = 99_999) int seed) {
    Random random = new Random(seed);
    List<Space> spaces = spaces(random);
    List<NamedRead> reads = new ArrayList<>();
    for (int space = 0; space < spaces.size(); space++) {
      reads.add(new NamedRead("r" + space, space, spaces.get(space).keyNames()));
    }
    SpacesSettings settings = new SpacesSettings(spaces, reads);
    MemoryKeys keys = new MemoryKeys(settings);
    Map<String, Under> meanings = new HashMap<>();
    Map<Under, List<String>> shards = new HashMap<>();
    for (int n = 0; n < 60; n++) {
      Map<String, String> values =
          Map.of("key", text(random), "x", text(random), "y", text(random));
      assertThat(keys.isOfMemories(values.get("key"))).isFalse();
      Places places =
          keys.places(
              values.get("key"),
              text(random),
              settings.keyNames().stream().map(values::get).toArray(String[]::new));
      int source = 0;
      for (int space = 0; space < spaces.size(); space++) {
        Under under =
            new Under(space, spaces.get(space).keyNames().stream().map(values::get).toList());
        List<String> ofShards = new ArrayList<>();
        for (int shard = 0; shard < spaces.get(space).shards(); shard++) {
          String key = places.read()[source++];
          ofShards.add(key);
          assertThat(keys.isOfMemories(key)).isTrue();
          assertThat(keys.space(key)).isEqualTo(space);
          assertThat(meanings.merge(key, under, (before, now) -> before)).isEqualTo(under);
        }
        assertThat(ofShards).doesNotHaveDuplicates().contains(places.written()[space]);
        assertThat(shards.merge(under, ofShards, (before, now) -> before)).isEqualTo(ofShards);
      }
    }
  }

  /** Reads that are repeated go by it among observations of the same time. */
  @Property(tries = 300, seed = "122")
  void memoryIdsAreInTheOrderOfTheirKeysAndObservations(@ForAll @IntRange(max = 99_999) int seed) {
    Random random = new Random(seed);
    List<List<String>> observations = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      observations.add(List.of(text(random), text(random)));
    }
    observations.sort(
        Comparator.comparing((List<String> o) -> o.get(0)).thenComparing(o -> o.get(1)));
    List<String> ids =
        observations.stream()
            .map(o -> FLIGHTS.places(o.get(0), o.get(1), new String[] {"d"}).memoryId())
            .toList();
    assertThat(ids).isSorted();
    for (int i = 0; i < ids.size(); i++) {
      assertThat(FLIGHTS.owner(ids.get(i), "where it is")).isEqualTo(observations.get(i).get(0));
      assertThat(FLIGHTS.observationId(ids.get(i))).isEqualTo(observations.get(i).get(1));
    }
  }
}
