package dev.reinstate.state.cache;

import java.util.function.Consumer;

/** Cache entries in the order of their last use, which together take a bounded number of bytes. */
final class RecentEntries {

  private final long limit;
  private final Consumer<CacheEntry<?, ?>> evicted;

  /** Closes the ring of entries, and holds nothing: the oldest is the next newer one. */
  private final CacheEntry<?, ?> ends = new CacheEntry<>(null, null);

  private long bytes;

  /**
   * @param evicted is told of each entry that there is no more room for, and removes it
   */
  RecentEntries(long limit, Consumer<CacheEntry<?, ?>> evicted) {
    this.limit = limit;
    this.evicted = evicted;
    ends.older = ends;
    ends.newer = ends;
  }

  long bytes() {
    return bytes;
  }

  boolean contains(CacheEntry<?, ?> entry) {
    return entry.newer != null;
  }

  /** An entry that is here is used again. */
  void use(CacheEntry<?, ?> entry) {
    unlink(entry);
    link(entry);
  }

  /** An entry comes, or has another value than before. */
  void put(CacheEntry<?, ?> entry) {
    if (contains(entry)) {
      unlink(entry);
    }
    link(entry);
    bytes -= entry.counted;
    entry.counted = entry.bytes();
    bytes += entry.counted;
    while (bytes > limit) {
      evicted.accept(ends.newer);
    }
  }

  private void link(CacheEntry<?, ?> entry) {
    entry.older = ends.older;
    entry.newer = ends;
    entry.older.newer = entry;
    ends.older = entry;
  }

  /** An entry leaves, if it is here. */
  void remove(CacheEntry<?, ?> entry) {
    if (contains(entry)) {
      unlink(entry);
    }
    bytes -= entry.counted;
    entry.counted = 0;
  }

  private static void unlink(CacheEntry<?, ?> entry) {
    entry.older.newer = entry.newer;
    entry.newer.older = entry.older;
    entry.older = null;
    entry.newer = null;
  }

  /** All entries, those used last at the end. None may come or go meanwhile. */
  void forEach(Consumer<CacheEntry<?, ?>> action) {
    for (CacheEntry<?, ?> entry = ends.newer; entry != ends; entry = entry.newer) {
      action.accept(entry);
    }
  }
}
