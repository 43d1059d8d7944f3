package dev.reinstate.state;

import java.util.function.Consumer;

/** Cache entries in the order of their last use, which together take a bounded number of bytes. */
final class RecentEntries {

  private final long limit;
  private final Consumer<CacheEntry> evicted;
  private final CacheEntry ends = new Ends();
  private long bytes;

  /** Closes the ring of entries: the oldest is the next newer one. */
  private static final class Ends extends CacheEntry {

    private Ends() {
      super(null);
      older = this;
      newer = this;
    }

    @Override
    long bytes() {
      return 0;
    }

    @Override
    void write(KeyedState state) {
      throw new IllegalStateException("it holds nothing");
    }

    @Override
    void leave() {
      throw new IllegalStateException("it holds nothing");
    }
  }

  /**
   * @param evicted is told of each entry that there is no more room for, and removes it
   */
  RecentEntries(long limit, Consumer<CacheEntry> evicted) {
    this.limit = limit;
    this.evicted = evicted;
  }

  long bytes() {
    return bytes;
  }

  /** An entry that is here is used again. */
  void use(CacheEntry entry) {
    unlink(entry);
    link(entry);
  }

  /** An entry comes, or has another value than before. */
  void put(CacheEntry entry) {
    if (entry.newer != null) {
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

  private void link(CacheEntry entry) {
    entry.older = ends.older;
    entry.newer = ends;
    entry.older.newer = entry;
    ends.older = entry;
  }

  void remove(CacheEntry entry) {
    unlink(entry);
    bytes -= entry.counted;
    entry.counted = 0;
  }

  private static void unlink(CacheEntry entry) {
    entry.older.newer = entry.newer;
    entry.newer.older = entry.older;
    entry.older = null;
    entry.newer = null;
  }

  /** All entries, those used last at the end. None may come or go meanwhile. */
  void forEach(Consumer<CacheEntry> action) {
    for (CacheEntry entry = ends.newer; entry != ends; entry = entry.newer) {
      action.accept(entry);
    }
  }
}
