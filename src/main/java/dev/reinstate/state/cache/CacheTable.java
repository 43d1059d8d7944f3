package dev.reinstate.state.cache;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All entries of one kind that a {@link CachedState} has of one key. */
abstract sealed class CacheTable<I, V> {

  final CachedKey key;
  final CacheKind<I, V> kind;

  private CacheTable(CachedKey key, CacheKind<I, V> kind) {
    this.key = key;
    this.kind = kind;
  }

  final CacheEntry<I, V> create(I id) {
    key.entryCame();
    return new CacheEntry<>(this, id);
  }

  final void remove(I id) {
    take(id);
    key.entryLeft();
  }

  /** Takes out the entry that is there. */
  abstract void take(I id);

  /** Adds all entries to a list. */
  abstract void addTo(List<? super CacheEntry<I, V>> list);

  /** Entries of the small numbers from 0. */
  static final class Numbered<V> extends CacheTable<Integer, V> {

    private CacheEntry<Integer, V>[] entries = newArray();

    Numbered(CachedKey key, CacheKind<Integer, V> kind) {
      super(key, kind);
    }

    @SuppressWarnings("unchecked")
    private static <V> CacheEntry<Integer, V>[] newArray() {
      return (CacheEntry<Integer, V>[]) new CacheEntry<?, ?>[1];
    }

    /** The entry, or null. */
    @Nullable CacheEntry<Integer, V> find(int number) {
      return number < entries.length ? entries[number] : null;
    }

    /** The entry, made where there was none. */
    CacheEntry<Integer, V> at(int number) {
      if (number >= entries.length) {
        entries = Arrays.copyOf(entries, Math.max(number + 1, 2 * entries.length));
      }
      CacheEntry<Integer, V> entry = entries[number];
      if (entry == null) {
        entry = create(number);
        entries[number] = entry;
      }
      return entry;
    }

    @Override
    void take(Integer number) {
      entries[number] = null;
    }

    @Override
    void addTo(List<? super CacheEntry<Integer, V>> list) {
      for (CacheEntry<Integer, V> entry : entries) {
        if (entry != null) {
          list.add(entry);
        }
      }
    }
  }

  /** Entries of ids of any kind. */
  static final class Mapped<I, V> extends CacheTable<I, V> {

    private final Map<I, CacheEntry<I, V>> entries = new HashMap<>();

    Mapped(CachedKey key, CacheKind<I, V> kind) {
      super(key, kind);
    }

    /** The entry, or null. */
    @Nullable CacheEntry<I, V> find(I id) {
      return entries.get(id);
    }

    /** The entry, made where there was none. */
    CacheEntry<I, V> at(I id) {
      CacheEntry<I, V> entry = entries.get(id);
      if (entry == null) {
        entry = create(id);
        entries.put(id, entry);
      }
      return entry;
    }

    @Override
    void take(I id) {
      entries.remove(id);
    }

    @Override
    void addTo(List<? super CacheEntry<I, V>> list) {
      list.addAll(entries.values());
    }
  }
}
