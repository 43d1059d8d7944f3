package dev.reinstate.state;

import dev.reinstate.memory.CodePage;
import dev.reinstate.memory.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a {@link CachedState} keeps of one key: at most an entry for each thing. */
final class CachedKey {

  private final String name;
  private HeaderEntry header;
  private PageEntry[] pages = new PageEntry[1];
  private CodesEntry[] codes = new CodesEntry[1];
  private final Map<String, TraceEntry> traces = new HashMap<>();
  private final Map<Long, DueChunkEntry> dueChunks = new HashMap<>();
  private final Map<Long, NameEntry> names = new HashMap<>();
  private int size;

  CachedKey(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Takes an entry out, whatever it is an entry of. */
  void remove(CacheEntry entry) {
    entry.leave();
    size--;
  }

  /** All entries there are. */
  List<CacheEntry> all() {
    List<CacheEntry> all = new ArrayList<>(size);
    if (header != null) {
      all.add(header);
    }
    for (PageEntry page : pages) {
      if (page != null) {
        all.add(page);
      }
    }
    for (CodesEntry page : codes) {
      if (page != null) {
        all.add(page);
      }
    }
    all.addAll(traces.values());
    all.addAll(dueChunks.values());
    all.addAll(names.values());
    return all;
  }

  HeaderEntry header() {
    return header;
  }

  /** The entry of the header, which now holds a value. */
  HeaderEntry header(KeyHeader value) {
    if (header == null) {
      header = new HeaderEntry();
      size++;
    }
    header.value = value;
    return header;
  }

  PageEntry page(int number) {
    return number < pages.length ? pages[number] : null;
  }

  /** The entry of a page, which now holds a value. */
  PageEntry page(int number, Page value) {
    if (number >= pages.length) {
      pages = Arrays.copyOf(pages, Math.max(number + 1, 2 * pages.length));
    }
    if (pages[number] == null) {
      pages[number] = new PageEntry(number);
      size++;
    }
    pages[number].value = value;
    return pages[number];
  }

  CodesEntry codes(int number) {
    return number < codes.length ? codes[number] : null;
  }

  /** The entry of a page's codes, which now holds a value. */
  CodesEntry codes(int number, CodePage value) {
    if (number >= codes.length) {
      codes = Arrays.copyOf(codes, Math.max(number + 1, 2 * codes.length));
    }
    if (codes[number] == null) {
      codes[number] = new CodesEntry(number);
      size++;
    }
    codes[number].value = value;
    return codes[number];
  }

  TraceEntry trace(String observationId) {
    return traces.get(observationId);
  }

  /** The entry of a trace, which now holds a value. */
  TraceEntry trace(String observationId, Trace value) {
    TraceEntry entry = traces.get(observationId);
    if (entry == null) {
      entry = new TraceEntry(observationId);
      traces.put(observationId, entry);
      size++;
    }
    entry.value = value;
    return entry;
  }

  DueChunkEntry dueChunk(long number) {
    return dueChunks.get(number);
  }

  /** The entry of a part of a queue, which now holds a value. */
  DueChunkEntry dueChunk(long number, DueChunk value) {
    DueChunkEntry entry = dueChunks.get(number);
    if (entry == null) {
      entry = new DueChunkEntry(number);
      dueChunks.put(number, entry);
      size++;
    }
    entry.value = value;
    return entry;
  }

  NameEntry name(long hash) {
    return names.get(hash);
  }

  /** The entry of an evicted memory's name, which now holds a value. */
  NameEntry name(long hash, EvictedId value) {
    NameEntry entry = names.get(hash);
    if (entry == null) {
      entry = new NameEntry(hash);
      names.put(hash, entry);
      size++;
    }
    entry.value = value;
    return entry;
  }

  /** The traces' entries, which may leave while they are looked at. */
  List<TraceEntry> traces() {
    return List.copyOf(traces.values());
  }

  /** The header. */
  final class HeaderEntry extends CacheEntry {

    KeyHeader value;

    private HeaderEntry() {
      super(CachedKey.this);
    }

    @Override
    long bytes() {
      return OBJECT + (value == null ? 0 : value.bytes());
    }

    @Override
    void write(KeyedState state) {
      state.putHeader(value);
    }

    @Override
    void leave() {
      header = null;
    }
  }

  /** A page, or that there is none. */
  final class PageEntry extends CacheEntry {

    private final int number;
    Page value;

    private PageEntry(int number) {
      super(CachedKey.this);
      this.number = number;
    }

    @Override
    long bytes() {
      return OBJECT + (value == null ? 0 : value.bytes());
    }

    @Override
    void write(KeyedState state) {
      state.putPage(number, value);
    }

    @Override
    void leave() {
      pages[number] = null;
    }
  }

  /** A page's codes, or that there are none. */
  final class CodesEntry extends CacheEntry {

    private final int number;
    CodePage value;

    private CodesEntry(int number) {
      super(CachedKey.this);
      this.number = number;
    }

    @Override
    long bytes() {
      return OBJECT + (value == null ? 0 : value.bytes());
    }

    @Override
    void write(KeyedState state) {
      state.putCodes(number, value);
    }

    @Override
    void leave() {
      codes[number] = null;
    }
  }

  /** A trace, or that there is none. */
  final class TraceEntry extends CacheEntry {

    private final String observationId;
    Trace value;

    private TraceEntry(String observationId) {
      super(CachedKey.this);
      this.observationId = observationId;
    }

    @Override
    long bytes() {
      return OBJECT + observationId.length() + (value == null ? 0 : value.bytes());
    }

    @Override
    void write(KeyedState state) {
      state.putTrace(observationId, value);
    }

    @Override
    void leave() {
      traces.remove(observationId);
    }
  }

  /** A part of a queue, or that there is none. */
  final class DueChunkEntry extends CacheEntry {

    private final long number;
    DueChunk value;

    private DueChunkEntry(long number) {
      super(CachedKey.this);
      this.number = number;
    }

    @Override
    long bytes() {
      return OBJECT + (value == null ? 0 : value.bytes());
    }

    @Override
    void write(KeyedState state) {
      state.putDueChunk(number, value);
    }

    @Override
    void leave() {
      dueChunks.remove(number);
    }
  }

  /** An evicted memory's name, or that there is none. */
  final class NameEntry extends CacheEntry {

    private final long hash;
    EvictedId value;

    private NameEntry(long hash) {
      super(CachedKey.this);
      this.hash = hash;
    }

    @Override
    long bytes() {
      return OBJECT + (value == null ? 0 : value.bytes());
    }

    @Override
    void write(KeyedState state) {
      state.putName(hash, value);
    }

    @Override
    void leave() {
      names.remove(hash);
    }
  }
}
