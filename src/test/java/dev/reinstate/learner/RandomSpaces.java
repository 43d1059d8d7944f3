package dev.reinstate.learner;

import dev.reinstate.event.EventLimits;
import dev.reinstate.settings.NamedRead;
import dev.reinstate.settings.Space;
import dev.reinstate.settings.SpacesSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Spaces and reads of any kind: of simple and composite keys, shared by all, sampled, in shards,
 * and read at several keys.
 */
final class RandomSpaces {

  /** Of keys beside an observation's own. */
  static final List<String> KEY_NAMES = List.of("x", "y");

  private static final List<List<String>> KEYS =
      List.of(List.of(), List.of("key"), List.of("x"), List.of("x", "y"), List.of("key", "y"));

  private RandomSpaces() {}

  static SpacesSettings of(Random random) {
    List<Space> spaces = new ArrayList<>();
    List<NamedRead> reads = new ArrayList<>();
    for (int space = 0; space < 1 + random.nextInt(3); space++) {
      List<String> names = KEYS.get(random.nextInt(KEYS.size()));
      int capacity = 3 + random.nextInt(random.nextBoolean() ? 4 : 90);
      spaces.add(
          new Space(
              "s" + space,
              names,
              random.nextInt(3) > 0 ? 1 : 0.4,
              1 + random.nextInt(3),
              capacity,
              2 + random.nextInt(Math.min(capacity, 12) - 1)));
      reads.add(new NamedRead("r" + reads.size(), space, names));
      if (random.nextBoolean()) {
        reads.add(new NamedRead("r" + reads.size(), space, other(names, random)));
      }
    }
    return new SpacesSettings(spaces, reads);
  }

  /** As many names of keys, in whatever order. */
  private static List<String> other(List<String> names, Random random) {
    List<String> all = new ArrayList<>(KEY_NAMES);
    all.add(EventLimits.OWN_KEY);
    Collections.shuffle(all, random);
    return List.copyOf(all.subList(0, names.size()));
  }
}
