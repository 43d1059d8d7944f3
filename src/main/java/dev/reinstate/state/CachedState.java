package dev.reinstate.state;

import dev.reinstate.memory.CodePage;
import dev.reinstate.memory.Page;
import dev.reinstate.state.CachedKey.CodesEntry;
import dev.reinstate.state.CachedKey.DueChunkEntry;
import dev.reinstate.state.CachedKey.HeaderEntry;
import dev.reinstate.state.CachedKey.NameEntry;
import dev.reinstate.state.CachedKey.PageEntry;
import dev.reinstate.state.CachedKey.TraceEntry;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps what was used last of another state on the heap, within a number of bytes: headers, pages,
 * codes, traces, parts of queues and names. What is put stays here until there is no more room for
 * it, or until {@link #writeBack}, so a page that changes a hundred times between two checkpoints
 * is written once. Nothing may read the other state around it.
 *
 * <p>That something is not there is kept too. Values are handed out as they are, and who changes
 * one puts it.
 *
 * <p>The other state must not keep what it is given: a backend that writes a snapshot of objects
 * while they change would write half of a change. With no room at all, nothing is kept, and all
 * goes through at once.
 */
public final class CachedState implements KeyedState {

  private final KeyedState state;
  private final RecentEntries recent;
  private final Map<String, CachedKey> keys = new HashMap<>();
  private String selected;
  private CachedKey current;
  private long requests;
  private long misses;

  /**
   * @param state what is kept in the end
   * @param limit bytes on the heap, about
   */
  public CachedState(KeyedState state, long limit) {
    this.state = state;
    recent = new RecentEntries(limit, this::evict);
  }

  /** Writes all that was put. The selected key may be another one afterwards. */
  public void writeBack() {
    recent.forEach(this::write);
    selected = null;
    current = null;
  }

  /** Bytes that are kept, about. */
  public long bytes() {
    return recent.bytes();
  }

  /** Of the headers, pages and codes that were asked for, the share that was here; 1 before any. */
  public double hitRate() {
    return requests == 0 ? 1 : 1 - (double) misses / requests;
  }

  @Override
  public void select(String key) {
    if (!key.equals(selected)) {
      selected = key;
      current = keys.get(key);
    }
  }

  /** The other state, at the selected key. */
  private KeyedState selectedBackend() {
    state.select(selected);
    return state;
  }

  private CachedKey getOrCreate() {
    if (current == null) {
      current = new CachedKey(selected);
      keys.put(selected, current);
    }
    return current;
  }

  private void write(CacheEntry entry) {
    if (entry.dirty) {
      state.select(entry.owner.name());
      entry.write(state);
      entry.dirty = false;
    }
  }

  private void evict(CacheEntry entry) {
    write(entry);
    drop(entry);
  }

  private void drop(CacheEntry entry) {
    recent.remove(entry);
    entry.owner.remove(entry);
    if (entry.owner.isEmpty()) {
      keys.remove(entry.owner.name());
      if (entry.owner == current) {
        current = null;
      }
    }
  }

  /** A value was put in place of what an entry held. */
  private void put(CacheEntry entry) {
    entry.dirty = true;
    recent.put(entry);
  }

  /** An entry is asked for, and was there. */
  private <E extends CacheEntry> E hit(E entry) {
    requests++;
    recent.use(entry);
    return entry;
  }

  /** An entry was asked for that was not there. */
  private void miss(CacheEntry entry) {
    requests++;
    misses++;
    recent.put(entry);
  }

  @Override
  public void keys(Consumer<String> to) {
    writeBack();
    state.keys(to);
  }

  @Override
  public KeyHeader header() {
    HeaderEntry entry = current == null ? null : current.header();
    if (entry != null) {
      return hit(entry).value;
    }
    KeyHeader value = selectedBackend().header();
    miss(getOrCreate().header(value));
    return value;
  }

  @Override
  public void putHeader(KeyHeader header) {
    put(getOrCreate().header(header));
  }

  @Override
  public Page page(int number) {
    PageEntry entry = current == null ? null : current.page(number);
    if (entry != null) {
      return hit(entry).value;
    }
    Page value = selectedBackend().page(number);
    miss(getOrCreate().page(number, value));
    return value;
  }

  @Override
  public void putPage(int number, Page page) {
    put(getOrCreate().page(number, page));
  }

  @Override
  public CodePage codes(int number) {
    CodesEntry entry = current == null ? null : current.codes(number);
    if (entry != null) {
      return hit(entry).value;
    }
    CodePage value = selectedBackend().codes(number);
    miss(getOrCreate().codes(number, value));
    return value;
  }

  @Override
  public void putCodes(int number, CodePage codes) {
    put(getOrCreate().codes(number, codes));
  }

  @Override
  public void removePage(int number) {
    if (current != null) {
      forget(current.page(number));
    }
    if (current != null) {
      forget(current.codes(number));
    }
    selectedBackend().removePage(number);
  }

  @Override
  public Trace trace(String observationId) {
    // not counted: most are looked for to find that there is none
    TraceEntry entry = current == null ? null : current.trace(observationId);
    if (entry != null) {
      recent.use(entry);
      return entry.value;
    }
    Trace value = selectedBackend().trace(observationId);
    recent.put(getOrCreate().trace(observationId, value));
    return value;
  }

  @Override
  public void putTrace(String observationId, Trace trace) {
    put(getOrCreate().trace(observationId, trace));
  }

  @Override
  public void removeTrace(String observationId) {
    if (current != null) {
      forget(current.trace(observationId));
    }
    selectedBackend().removeTrace(observationId);
  }

  /** The key's traces leave the cache before the other state is looked through. */
  @Override
  public Iterator<Map.Entry<String, Trace>> traces() {
    if (current != null) {
      for (TraceEntry entry : current.traces()) {
        evict(entry);
      }
    }
    return selectedBackend().traces();
  }

  private void forget(CacheEntry entry) {
    if (entry != null) {
      drop(entry);
    }
  }

  @Override
  public DueChunk dueChunk(long number) {
    DueChunkEntry entry = current == null ? null : current.dueChunk(number);
    if (entry != null) {
      recent.use(entry);
      return entry.value;
    }
    DueChunk value = selectedBackend().dueChunk(number);
    recent.put(getOrCreate().dueChunk(number, value));
    return value;
  }

  @Override
  public void putDueChunk(long number, DueChunk chunk) {
    put(getOrCreate().dueChunk(number, chunk));
  }

  @Override
  public void removeDueChunk(long number) {
    if (current != null) {
      forget(current.dueChunk(number));
    }
    selectedBackend().removeDueChunk(number);
  }

  @Override
  public EvictedId name(long hash) {
    NameEntry entry = current == null ? null : current.name(hash);
    if (entry != null) {
      recent.use(entry);
      return entry.value;
    }
    EvictedId value = selectedBackend().name(hash);
    recent.put(getOrCreate().name(hash, value));
    return value;
  }

  @Override
  public void putName(long hash, EvictedId name) {
    put(getOrCreate().name(hash, name));
  }

  @Override
  public void removeName(long hash) {
    if (current != null) {
      forget(current.name(hash));
    }
    selectedBackend().removeName(hash);
  }

  @Override
  public HeldFeedback held(String observationId) {
    return selectedBackend().held(observationId);
  }

  @Override
  public void putHeld(String observationId, HeldFeedback held) {
    selectedBackend().putHeld(observationId, held);
  }

  @Override
  public void removeHeld(String observationId) {
    selectedBackend().removeHeld(observationId);
  }

  @Override
  public Iterator<Map.Entry<String, HeldFeedback>> held() {
    return selectedBackend().held();
  }

  @Override
  public KeyedSample<Rehearsed> rehearsed() {
    return state.rehearsed();
  }

  @Override
  public KeyedSample<RehearsedObservation> rehearsedObservations() {
    return state.rehearsedObservations();
  }

  @Override
  public void wakeAt(long time) {
    selectedBackend().wakeAt(time);
  }

  @Override
  public void cancelWake(long time) {
    selectedBackend().cancelWake(time);
  }

  @Override
  public void clear() {
    if (current != null) {
      for (CacheEntry entry : current.all()) {
        drop(entry);
      }
    }
    selectedBackend().clear();
  }
}
