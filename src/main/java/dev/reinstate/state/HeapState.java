package dev.reinstate.state;

import dev.reinstate.memory.CodePage;
import dev.reinstate.memory.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** State on the heap, for replay and tests: nothing is copied, nothing outlives the process. */
public final class HeapState implements KeyedState {

  private static final class Key {
    private @Nullable KeyHeader header;
    private final List<Page> pages = new ArrayList<>();
    private final List<CodePage> codes = new ArrayList<>();
    private final Map<String, Trace> traces = new HashMap<>();
    private final Map<String, HeldFeedback> held = new TreeMap<>();
    private final Map<Long, DueChunk> dueChunks = new HashMap<>();
    private final Map<Long, EvictedId> names = new HashMap<>();
  }

  private record Wake(long time, String key) {}

  private record HeapSample<T>(Map<String, Map<Integer, T>> items) implements KeyedSample<T> {

    private HeapSample() {
      this(new TreeMap<>());
    }

    @Override
    public List<String> keys() {
      return List.copyOf(items.keySet());
    }

    @Override
    public Iterable<Map.Entry<Integer, T>> items(String key) {
      return items.get(key).entrySet();
    }

    @Override
    public void put(String key, int place, T item) {
      items.computeIfAbsent(key, k -> new TreeMap<>()).put(place, item);
    }

    @Override
    public void remove(String key, int place) {
      Map<Integer, T> ofKey = items.get(key);
      ofKey.remove(place);
      if (ofKey.isEmpty()) {
        items.remove(key);
      }
    }
  }

  private final Map<String, Key> keys = new HashMap<>();
  private final KeyedSample<Rehearsed> rehearsed = new HeapSample<>();
  private final KeyedSample<RehearsedObservation> rehearsedObservations = new HeapSample<>();
  private final NavigableSet<Wake> wakes =
      new TreeSet<>(
          (a, b) -> a.time != b.time ? Long.compare(a.time, b.time) : a.key.compareTo(b.key));
  private @Nullable String selected;
  private @Nullable Key current;

  /** Keys of which anything is kept. */
  public int size() {
    return keys.size();
  }

  /**
   * Takes the key that asked to be woken first, at or before a time.
   *
   * @return the key, or null where none is due
   */
  public @Nullable String pollDue(long time) {
    return !wakes.isEmpty() && wakes.first().time <= time ? wakes.pollFirst().key : null;
  }

  @Override
  public void select(String key) {
    if (!key.equals(selected)) {
      selected = key;
      current = keys.get(key);
    }
  }

  @Override
  public void keys(Consumer<String> to) {
    keys.forEach(
        (name, key) -> {
          if (key.header != null) {
            to.accept(name);
          }
        });
  }

  private Key toWrite() {
    if (current == null) {
      current = new Key();
      keys.put(selected, current);
    }
    return current;
  }

  @Override
  public @Nullable KeyHeader header() {
    return current == null ? null : current.header;
  }

  @Override
  public void putHeader(KeyHeader header) {
    toWrite().header = header;
  }

  /** Puts a header that another state had, and asks for what it had asked for. */
  public void restoreHeader(KeyHeader header) {
    putHeader(header);
    if (header.due() != KeyHeader.NEVER) {
      wakeAt(header.due());
    }
  }

  @Override
  public @Nullable Trace trace(String observationId) {
    return current == null ? null : current.traces.get(observationId);
  }

  @Override
  public void putTrace(String observationId, Trace trace) {
    toWrite().traces.put(observationId, trace);
  }

  @Override
  public void removeTrace(String observationId) {
    toWrite().traces.remove(observationId);
  }

  @Override
  public Iterator<Map.Entry<String, Trace>> traces() {
    return toWrite().traces.entrySet().iterator();
  }

  @Override
  public @Nullable HeldFeedback held(String observationId) {
    return current == null ? null : current.held.get(observationId);
  }

  @Override
  public void putHeld(String observationId, HeldFeedback held) {
    toWrite().held.put(observationId, held);
  }

  @Override
  public void removeHeld(String observationId) {
    toWrite().held.remove(observationId);
  }

  @Override
  public Iterator<Map.Entry<String, HeldFeedback>> held() {
    return toWrite().held.entrySet().iterator();
  }

  @Override
  public KeyedSample<Rehearsed> rehearsed() {
    return rehearsed;
  }

  @Override
  public KeyedSample<RehearsedObservation> rehearsedObservations() {
    return rehearsedObservations;
  }

  @Override
  public @Nullable DueChunk dueChunk(long number) {
    return current == null ? null : current.dueChunks.get(number);
  }

  @Override
  public void putDueChunk(long number, DueChunk chunk) {
    toWrite().dueChunks.put(number, chunk);
  }

  @Override
  public void removeDueChunk(long number) {
    toWrite().dueChunks.remove(number);
  }

  @Override
  public @Nullable EvictedId name(long hash) {
    return current == null ? null : current.names.get(hash);
  }

  @Override
  public void putName(long hash, EvictedId name) {
    toWrite().names.put(hash, name);
  }

  @Override
  public void removeName(long hash) {
    toWrite().names.remove(hash);
  }

  @Override
  public void wakeAt(long time) {
    wakes.add(new Wake(time, selected));
  }

  @Override
  public void cancelWake(long time) {
    wakes.remove(new Wake(time, selected));
  }

  @Override
  public void clear() {
    keys.remove(selected);
    current = null;
  }

  @Override
  public @Nullable Page page(int number) {
    return current == null ? null : at(current.pages, number);
  }

  @Override
  public void putPage(int number, Page page) {
    put(toWrite().pages, number, page);
  }

  @Override
  public @Nullable CodePage codes(int number) {
    return current == null ? null : at(current.codes, number);
  }

  @Override
  public void putCodes(int number, CodePage codes) {
    put(toWrite().codes, number, codes);
  }

  @Override
  public void removePage(int number) {
    put(toWrite().pages, number, null);
    put(toWrite().codes, number, null);
  }

  private static <T> @Nullable T at(List<T> pages, int number) {
    return number < pages.size() ? pages.get(number) : null;
  }

  private static <T> void put(List<T> pages, int number, @Nullable T page) {
    while (pages.size() <= number) {
      pages.add(null);
    }
    pages.set(number, page);
  }
}
