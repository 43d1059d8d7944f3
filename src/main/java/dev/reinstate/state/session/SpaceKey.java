package dev.reinstate.state.session;

import dev.reinstate.event.EventLimits;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A key of a named space. As a key of state it begins with a character that no observation's key
 * has; the name of the space follows, then each value of the key after one more such character, and
 * after two of them the shard, since no value is empty.
 *
 * @param space its name
 * @param values of its key; none where all observations share one memory
 * @param shard which, or {@link #ALL_SHARDS}, also where the space has one
 */
public record SpaceKey(String space, List<String> values, int shard) implements Serializable {

  /** Of a key whose memories are not dealt out, or of all of its shards together. */
  public static final int ALL_SHARDS = -1;

  /** Whether a key of state is of a named space. */
  public static boolean isOne(String key) {
    return !key.isEmpty() && key.charAt(0) == EventLimits.JOINT;
  }

  /** Whether a key of state is of a named space with a name. */
  static boolean isOf(String space, String key) {
    int end = 1 + space.length();
    return isOne(key)
        && key.startsWith(space, 1)
        && (key.length() == end || key.charAt(end) == EventLimits.JOINT);
  }

  static StringBuilder begin(String space) {
    return new StringBuilder().append(EventLimits.JOINT).append(space);
  }

  static void append(String value, StringBuilder to) {
    to.append(EventLimits.JOINT).append(value);
  }

  static void append(int shard, StringBuilder to) {
    to.append(EventLimits.JOINT).append(EventLimits.JOINT).append(shard);
  }

  /**
   * Reads a key of state.
   *
   * @param key for which {@link #isOne} holds
   */
  public static SpaceKey of(String key) {
    List<String> parts = List.of(key.substring(1).split(String.valueOf(EventLimits.JOINT)));
    int dealt = parts.indexOf("");
    return new SpaceKey(
        parts.get(0),
        List.copyOf(parts.subList(1, dealt < 0 ? parts.size() : dealt)),
        dealt < 0 ? ALL_SHARDS : Integer.parseInt(parts.get(dealt + 1)));
  }

  /** Whether another key is this one, or a shard of it. */
  public boolean includes(SpaceKey other) {
    return space.equals(other.space)
        && values.equals(other.values)
        && (shard == ALL_SHARDS || shard == other.shard);
  }

  /** As people read it: {@code routes at JFK, LAX}. */
  @Override
  public String toString() {
    String at =
        values.isEmpty() ? "" : values.stream().collect(Collectors.joining(", ", " at ", ""));
    return space + at + (shard == ALL_SHARDS ? "" : ", shard " + shard);
  }
}
