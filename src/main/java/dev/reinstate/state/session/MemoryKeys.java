package dev.reinstate.state.session;

import dev.reinstate.event.EventLimits;
import dev.reinstate.event.Observation;
import dev.reinstate.memory.IdHash;
import dev.reinstate.settings.NamedRead;
import dev.reinstate.settings.Space;
import dev.reinstate.settings.SpacesSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of state under which memories are, and what they are called there. In a job that names
 * no spaces that is an observation's own key, and a memory is called as its observation. In one
 * that does, a key is a {@link SpaceKey}; and since observations of many keys become memories of
 * one, a memory is called as {@link OwnedId} says.
 */
public final class MemoryKeys {

  /** Numbers from 0 to 1 that have equal distances. */
  private static final double FRACTION = 0x1p-53;

  private static final int FRACTION_BITS = 53;

  /** Which values make up a key: places among the job's names of keys, or this. */
  private static final int OWN = -1;

  /**
   * A memory that is read.
   *
   * @param read the name of the read
   * @param space index of its space
   * @param values which of an observation's keys it is under
   * @param shard which of the space's
   */
  private record Source(String read, int space, int[] values, int shard) {}

  private final SpacesSettings settings;
  private final List<String> names;
  private final List<Source> sources = new ArrayList<>();
  private final List<int[]> written = new ArrayList<>();

  public MemoryKeys(SpacesSettings settings) {
    this.settings = settings;
    names = settings.keyNames();
    for (Space space : settings.spaces()) {
      written.add(places(space.keyNames()));
    }
    for (NamedRead read : settings.reads()) {
      for (int shard = 0; shard < settings.spaceOf(read).shards(); shard++) {
        sources.add(new Source(read.name(), read.space(), places(read.keyNames()), shard));
      }
    }
  }

  private int[] places(List<String> keyNames) {
    return keyNames.stream()
        .mapToInt(name -> name.equals(EventLimits.OWN_KEY) ? OWN : names.indexOf(name))
        .toArray();
  }

  /** Whether memories are under other keys than traces. */
  public boolean separate() {
    return settings.named();
  }

  /**
   * Where an observation's memories are.
   *
   * @param key of the observation
   * @param read the key of each source that it reads; null where it has no such key
   * @param written the key of each space that it becomes a memory of; null where it does not
   * @param memoryId what its memories are called
   */
  public record Places(
      String key, @Nullable String[] read, @Nullable String[] written, String memoryId) {}

  /** The values of an observation's keys beside its own; empty where it has none of a name. */
  public String[] values(Observation observation) {
    Map<String, String> keys = observation.keys();
    String[] values = new String[names.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = keys.getOrDefault(names.get(i), "");
    }
    return values;
  }

  /**
   * Says where an observation's memories are.
   *
   * @param values of its keys beside its own
   */
  public Places places(String key, String observationId, String[] values) {
    if (!separate()) {
      String[] own = {key};
      return new Places(key, own, own, observationId);
    }
    String memoryId = new OwnedId(key, observationId).memoryId();
    @Nullable String[] read = new String[sources.size()];
    for (int i = 0; i < read.length; i++) {
      Source source = sources.get(i);
      read[i] = key(source.space(), source.values(), source.shard(), key, values);
    }
    long hash = IdHash.of(memoryId);
    @Nullable String[] writes = new String[written.size()];
    for (int i = 0; i < writes.length; i++) {
      Space space = settings.spaces().get(i);
      boolean sampled = (hash >>> (Long.SIZE - FRACTION_BITS)) * FRACTION < space.sample();
      int shard = (int) Math.floorMod(hash, (long) space.shards());
      writes[i] = sampled ? key(i, written.get(i), shard, key, values) : null;
    }
    return new Places(key, read, writes, memoryId);
  }

  private @Nullable String key(int index, int[] places, int shard, String own, String[] values) {
    Space space = settings.spaces().get(index);
    StringBuilder key = SpaceKey.begin(space.name());
    for (int place : places) {
      String value = place == OWN ? own : values[place];
      if (value.isEmpty()) {
        return null;
      }
      SpaceKey.append(value, key);
    }
    if (space.shards() > 1) {
      SpaceKey.append(shard, key);
    }
    return key.toString();
  }

  /** The space of a source. */
  public int spaceOfSource(int source) {
    return sources.get(source).space();
  }

  /** The name of the read that a source is of. */
  public String readOfSource(int source) {
    return sources.get(source).read();
  }

  /** Whether memories are under a key. */
  public boolean isOfMemories(String key) {
    return !separate() || SpaceKey.isOne(key);
  }

  /** The space whose memories are under a key. */
  public int space(String key) {
    if (!separate() || !isOfMemories(key)) {
      return 0;
    }
    int space = 0;
    while (!SpaceKey.isOf(settings.spaces().get(space).name(), key)) {
      space++;
    }
    return space;
  }

  /** The observation that a memory is of. */
  public String observationId(String memoryId) {
    return separate() ? OwnedId.observationId(memoryId) : memoryId;
  }

  /**
   * The key of the observation that a memory is of.
   *
   * @param key under which the memory is
   */
  public String owner(String memoryId, String key) {
    return separate() ? OwnedId.owner(memoryId) : key;
  }
}
