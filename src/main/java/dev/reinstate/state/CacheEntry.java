package dev.reinstate.state;

/** One thing of a key in a {@link CachedState}. */
abstract class CacheEntry {

  /** An entry itself, beside what it holds. */
  static final long OBJECT = 120;

  final CachedKey owner;

  /** Whether it was put and not written yet. */
  boolean dirty;

  /** What it takes on the heap, as {@link RecentEntries} counted it last. */
  long counted;

  CacheEntry older;
  CacheEntry newer;

  CacheEntry(CachedKey owner) {
    this.owner = owner;
  }

  /** What it takes on the heap, about. */
  abstract long bytes();

  /** Writes it to the state, at its key. */
  abstract void write(KeyedState state);

  /** Takes it out of its key's. */
  abstract void leave();
}
