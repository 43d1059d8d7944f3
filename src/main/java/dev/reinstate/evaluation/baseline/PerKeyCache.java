package dev.reinstate.evaluation.baseline;

import java.util.Map;
import java.util.function.Supplier;

/** What a baseline knows of each key, of those that were asked for last. */
final class PerKeyCache<V> {

  /** Keys that are remembered at most. */
  static final int MAX_KEYS = 1 << 15;

  private final Supplier<V> empty;
  private final Map<String, V> byKey;

  /**
   * @param empty makes what is known of a new key
   */
  PerKeyCache(Supplier<V> empty) {
    this(empty, MAX_KEYS);
  }

  /**
   * @param maxKeys keys that are remembered at most
   */
  PerKeyCache(Supplier<V> empty, int maxKeys) {
    this.empty = empty;
    this.byKey = BoundedMap.ofLastUsed(maxKeys);
  }

  V of(String key) {
    V known = byKey.get(key);
    if (known == null) {
      known = empty.get();
      byKey.put(key, known);
    }
    return known;
  }
}
