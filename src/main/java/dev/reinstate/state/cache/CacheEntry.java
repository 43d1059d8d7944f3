package dev.reinstate.state.cache;

import dev.reinstate.state.KeyedState;
import org.jspecify.annotations.Nullable;

/** A value of a key in a {@link CachedState}, or that there is none. */
final class CacheEntry<I, V> {

  /** An entry itself, beside what it holds. */
  private static final long OBJECT = 120;

  final CacheTable<I, V> table;
  final I id;

  /** Null: the key has none. */
  @Nullable V value;

  /** Whether it was put and not written yet. */
  boolean dirty;

  /** What it takes on the heap, as {@link RecentEntries} counted it last. */
  long counted;

  @Nullable CacheEntry<?, ?> older;
  @Nullable CacheEntry<?, ?> newer;

  CacheEntry(CacheTable<I, V> table, I id) {
    this.table = table;
    this.id = id;
  }

  /** What it takes on the heap, about. */
  long bytes() {
    CacheKind<I, V> kind = table.kind;
    return OBJECT
        + kind.idBytes().applyAsInt(id)
        + (value == null ? 0 : kind.valueBytes().applyAsLong(value));
  }

  /** Takes the value from a state, at its key. */
  void read(KeyedState state) {
    value = table.kind.reader().read(state, id);
  }

  /** Writes the value to a state, at its key. */
  void write(KeyedState state) {
    table.kind.writer().write(state, id, value);
  }
}
