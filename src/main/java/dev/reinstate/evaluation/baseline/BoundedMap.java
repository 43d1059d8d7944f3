package dev.reinstate.evaluation.baseline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A map of the latest entries; the oldest one goes where it may and there are too many, and in any
 * case where there are twice as many: what it waits for does not come.
 */
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {

  private static final long serialVersionUID = 1;

  /** Those of a map of the JDK. */
  private static final int BUCKETS = 16;

  private static final float LOAD = .75f;

  private final int capacity;
  private final transient Predicate<V> mayGo;

  /**
   * @param capacity entries that are kept at most while the oldest may go, and half of all
   * @param mayGo whether an entry may
   */
  public BoundedMap(int capacity, Predicate<V> mayGo) {
    this(capacity, mayGo, false);
  }

  /** The entries that were put last. */
  public static <K, V> BoundedMap<K, V> ofLatest(int capacity) {
    return new BoundedMap<>(capacity, value -> true, false);
  }

  /** The entries that were asked for or put last. */
  static <K, V> BoundedMap<K, V> ofLastUsed(int capacity) {
    return new BoundedMap<>(capacity, value -> true, true);
  }

  private BoundedMap(int capacity, Predicate<V> mayGo, boolean byUse) {
    super(BUCKETS, LOAD, byUse);
    this.capacity = capacity;
    this.mayGo = mayGo;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > capacity && (mayGo.test(eldest.getValue()) || size() > 2L * capacity);
  }
}
