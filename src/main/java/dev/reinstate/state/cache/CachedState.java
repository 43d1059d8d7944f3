package dev.reinstate.state.cache;

import dev.reinstate.memory.CodePage;
import dev.reinstate.memory.Page;
import dev.reinstate.state.DueChunk;
import dev.reinstate.state.EvictedId;
import dev.reinstate.state.HeldFeedback;
import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.KeyedSample;
import dev.reinstate.state.KeyedState;
import dev.reinstate.state.Rehearsed;
import dev.reinstate.state.RehearsedObservation;
import dev.reinstate.state.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
  private @Nullable String selected;
  private @Nullable CachedKey current;
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

  /** What is kept of the selected key. */
  private CachedKey getOrCreate() {
    if (current == null) {
      current = new CachedKey(selected);
      keys.put(selected, current);
    }
    return current;
  }

  private void write(CacheEntry<?, ?> entry) {
    if (entry.dirty) {
      state.select(entry.table.key.name());
      entry.write(state);
      entry.dirty = false;
    }
  }

  private void evict(CacheEntry<?, ?> entry) {
    write(entry);
    drop(entry);
  }

  private <I> void drop(CacheEntry<I, ?> entry) {
    recent.remove(entry);
    entry.table.remove(entry.id);
    CachedKey key = entry.table.key;
    if (key.isEmpty()) {
      keys.remove(key.name());
      if (key == current) {
        current = null;
      }
    }
  }

  private void dropIfThere(@Nullable CacheEntry<?, ?> entry) {
    if (entry != null) {
      drop(entry);
    }
  }

  /** The value of an entry of the selected key, which may be new. */
  private <V> @Nullable V get(CacheEntry<?, V> entry) {
    boolean isThere = recent.contains(entry);
    if (entry.table.kind.isRated()) {
      requests++;
      misses += isThere ? 0 : 1;
    }
    if (isThere) {
      recent.use(entry);
    } else {
      entry.read(selectedBackend());
      recent.put(entry);
    }
    return entry.value;
  }

  /** Gives an entry of the selected key, which may be new, a value. */
  private <V> void put(CacheEntry<?, V> entry, V value) {
    entry.value = value;
    entry.dirty = true;
    recent.put(entry);
  }

  @Override
  public void keys(Consumer<String> to) {
    writeBack();
    state.keys(to);
  }

  @Override
  public @Nullable KeyHeader header() {
    return get(getOrCreate().header());
  }

  @Override
  public void putHeader(KeyHeader header) {
    put(getOrCreate().header(), header);
  }

  @Override
  public @Nullable Page page(int number) {
    return get(getOrCreate().pages.at(number));
  }

  @Override
  public void putPage(int number, Page page) {
    put(getOrCreate().pages.at(number), page);
  }

  @Override
  public @Nullable CodePage codes(int number) {
    return get(getOrCreate().codes.at(number));
  }

  @Override
  public void putCodes(int number, CodePage codes) {
    put(getOrCreate().codes.at(number), codes);
  }

  @Override
  public void removePage(int number) {
    CachedKey key = current;
    if (key != null) {
      dropIfThere(key.pages.find(number));
      dropIfThere(key.codes.find(number));
    }
    selectedBackend().removePage(number);
  }

  @Override
  public @Nullable Trace trace(String observationId) {
    return get(getOrCreate().traces.at(observationId));
  }

  @Override
  public void putTrace(String observationId, Trace trace) {
    put(getOrCreate().traces.at(observationId), trace);
  }

  @Override
  public void removeTrace(String observationId) {
    if (current != null) {
      dropIfThere(current.traces.find(observationId));
    }
    selectedBackend().removeTrace(observationId);
  }

  /** The key's traces leave the cache before the other state is looked through. */
  @Override
  public Iterator<Map.Entry<String, Trace>> traces() {
    if (current != null) {
      List<CacheEntry<?, ?>> traces = new ArrayList<>();
      current.traces.addTo(traces);
      traces.forEach(this::evict);
    }
    return selectedBackend().traces();
  }

  @Override
  public @Nullable DueChunk dueChunk(long number) {
    return get(getOrCreate().dueChunks.at(number));
  }

  @Override
  public void putDueChunk(long number, DueChunk chunk) {
    put(getOrCreate().dueChunks.at(number), chunk);
  }

  @Override
  public void removeDueChunk(long number) {
    if (current != null) {
      dropIfThere(current.dueChunks.find(number));
    }
    selectedBackend().removeDueChunk(number);
  }

  @Override
  public @Nullable EvictedId name(long hash) {
    return get(getOrCreate().names.at(hash));
  }

  @Override
  public void putName(long hash, EvictedId name) {
    put(getOrCreate().names.at(hash), name);
  }

  @Override
  public void removeName(long hash) {
    if (current != null) {
      dropIfThere(current.names.find(hash));
    }
    selectedBackend().removeName(hash);
  }

  @Override
  public @Nullable HeldFeedback held(String observationId) {
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
      current.all().forEach(this::drop);
    }
    selectedBackend().clear();
  }
}
