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

  private final int capacity;
  private final transient Predicate<V> mayGo;

  /**
   * @param capacity entries that are kept at most while the oldest may go, and half of all
   * @param mayGo whether an entry may
   */
  public BoundedMap(int capacity, Predicate<V> mayGo) {
    this.capacity = capacity;
    this.mayGo = mayGo;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > capacity && (mayGo.test(eldest.getValue()) || size() > 2L * capacity);
  }
}
