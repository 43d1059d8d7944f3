package dev.reinstate.settings;

import dev.reinstate.event.EventLimits;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which memories there are, and which of them a prediction reads.
 *
 * @param spaces at least one
 * @param reads at least one; each space is read
 */
public record SpacesSettings(List<Space> spaces, List<NamedRead> reads) implements Serializable {

  /** One space by the observation's own key, and one read of it, neither of which has a name. */
  public static SpacesSettings unnamed(int capacity, int k) {
    List<String> own = List.of(EventLimits.OWN_KEY);
    return new SpacesSettings(
        List.of(new Space("", own, 1, 1, capacity, k)), List.of(new NamedRead("", 0, own)));
  }

  /** Whether the job names spaces. */
  public boolean named() {
    return !spaces.get(0).name().isEmpty();
  }

  /** The largest number of memories that a read of any space attends to. */
  public int mostRead() {
    return spaces.stream().mapToInt(Space::k).max().orElseThrow();
  }

  /** Memories that a prediction reads: those of each read, or of each shard of its space. */
  public int sources() {
    return reads.stream().mapToInt(read -> spaceOf(read).shards()).sum();
  }

  /** The space of a read. */
  public Space spaceOf(NamedRead read) {
    return spaces.get(read.space());
  }

  /** The names of keys that the job uses beside an observation's own, sorted. */
  public List<String> keyNames() {
    return Stream.concat(
            spaces.stream().flatMap(space -> space.keyNames().stream()),
            reads.stream().flatMap(read -> read.keyNames().stream()))
        .filter(name -> !name.equals(EventLimits.OWN_KEY))
        .distinct()
        .sorted()
        .toList();
  }
}
