package dev.reinstate.state.cache;

import dev.reinstate.memory.CodePage;
import dev.reinstate.memory.Page;
import dev.reinstate.state.DueChunk;
import dev.reinstate.state.EvictedId;
import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.Trace;
import java.util.ArrayList;
import java.util.List;

/** What a {@link CachedState} keeps of one key: a table for each kind of value. */
final class CachedKey {

  /** The number of the header, of which a key has one. */
  private static final int HEADER = 0;

  private final String name;
  private final CacheTable.Numbered<KeyHeader> headers =
      new CacheTable.Numbered<>(this, CacheKind.HEADER);
  private int size;

  final CacheTable.Numbered<Page> pages = new CacheTable.Numbered<>(this, CacheKind.PAGE);
  final CacheTable.Numbered<CodePage> codes = new CacheTable.Numbered<>(this, CacheKind.CODES);
  final CacheTable.Mapped<String, Trace> traces = new CacheTable.Mapped<>(this, CacheKind.TRACE);
  final CacheTable.Mapped<Long, DueChunk> dueChunks =
      new CacheTable.Mapped<>(this, CacheKind.DUE_CHUNK);
  final CacheTable.Mapped<Long, EvictedId> names = new CacheTable.Mapped<>(this, CacheKind.NAME);

  CachedKey(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  CacheEntry<Integer, KeyHeader> header() {
    return headers.at(HEADER);
  }

  /** A table has one entry more. */
  void entryCame() {
    size++;
  }

  /** A table has one entry less. */
  void entryLeft() {
    size--;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** All entries there are, which may leave while they are gone through. */
  List<CacheEntry<?, ?>> all() {
    List<CacheEntry<?, ?>> all = new ArrayList<>(size);
    for (CacheTable<?, ?> table : List.of(headers, pages, codes, traces, dueChunks, names)) {
      table.addTo(all);
    }
    return all;
  }
}
