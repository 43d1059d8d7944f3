package dev.reinstate.stream.state;

import dev.reinstate.event.Event;
import dev.reinstate.event.Forget;
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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.function.SupplierWithException;
import org.apache.flink.util.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/** All that is kept of keys, in Flink's keyed state; also the events that wait for their turn. */
public final class FlinkState implements KeyedState {

  private final KeyedStateBackend<String> backend;
  private final KeyContext context;
  private final KeyTimers wakeTimers;
  private final ValueState<KeyHeader> header;
  private final MapState<Integer, Page> pages;
  private final MapState<Integer, CodePage> codes;
  private final MapState<String, Trace> traces;
  private final MapState<String, HeldFeedback> held;
  private final MapState<Long, DueChunk> dueChunks;
  private final MapState<Long, EvictedId> names;
  private final MapState<Long, List<Event>> waiting;
  private final KeyedSample<Rehearsed> rehearsed;
  private final KeyedSample<RehearsedObservation> rehearsedObservations;

  /**
   * @param backend that the states of the store are in
   * @param context selects the key
   * @param wakeTimers of the selected key
   */
  public FlinkState(
      KeyedStateStore store,
      KeyedStateBackend<String> backend,
      KeyContext context,
      KeyTimers wakeTimers) {
    this.backend = backend;
    this.context = context;
    this.wakeTimers = wakeTimers;
    header = store.getState(KeyStates.header());
    pages = store.getMapState(KeyStates.pages());
    codes = store.getMapState(KeyStates.codes());
    traces = store.getMapState(KeyStates.traces());
    held = store.getMapState(KeyStates.held());
    dueChunks = store.getMapState(KeyStates.dueChunks());
    names = store.getMapState(KeyStates.names());
    waiting = store.getMapState(KeyStates.waiting());
    rehearsed = new MapSample<>(KeyStates.REHEARSED, store.getMapState(KeyStates.rehearsed()));
    rehearsedObservations =
        new MapSample<>(
            KeyStates.REHEARSED_OBSERVATIONS, store.getMapState(KeyStates.rehearsedObservations()));
  }

  /** Event-time timers of the key that is selected. */
  public interface KeyTimers {

    void register(long time);

    void delete(long time);
  }

  private static <T> T get(SupplierWithException<T, Exception> access) {
    try {
      return access.get();
    } catch (Exception e) {
      throw new FlinkRuntimeException("keyed state could not be read", e);
    }
  }

  private static void put(ThrowingRunnable<Exception> access) {
    try {
      access.run();
    } catch (Exception e) {
      throw new FlinkRuntimeException("keyed state could not be written", e);
    }
  }

  @Override
  public void select(String key) {
    if (!key.equals(context.getCurrentKey())) {
      context.setCurrentKey(key);
    }
  }

  @Override
  public void keys(Consumer<String> to) {
    try (Stream<String> keys = backend.getKeys(KeyStates.HEADER, VoidNamespace.INSTANCE)) {
      // a table on the heap may move its keys whenever it is read, so that a look through it at the
      // same time would miss some; the names themselves are on the heap in any case
      boolean stands = backend.isSafeToReuseKVState();
      (stands ? keys : keys.toList().stream()).forEach(to);
    }
  }

  /** Keys that have events waiting. */
  List<String> keysOfWaiting() {
    return keys(KeyStates.WAITING);
  }

  private List<String> keys(String state) {
    try (Stream<String> keys = backend.getKeys(state, VoidNamespace.INSTANCE)) {
      return keys.distinct().toList();
    }
  }

  /** The selected key's waiting events, by time. */
  Iterable<Map.Entry<Long, List<Event>>> waiting() {
    return get(waiting::entries);
  }

  /** The selected key's events that wait for a time; null where none does. */
  @Nullable List<Event> waiting(long time) {
    return get(() -> waiting.get(time));
  }

  /** Takes the selected key's events that wait for a time, in the place of any before. */
  void putWaiting(long time, List<Event> events) {
    put(() -> waiting.put(time, events));
  }

  void removeWaiting(long time) {
    put(() -> waiting.remove(time));
  }

  /**
   * Removes the selected key's waiting events that a forget covers.
   *
   * @param emptied is told the times at which none waits any more
   * @return the events
   */
  List<Event> forgetWaiting(Forget forget, LongConsumer emptied) {
    List<Event> forgotten = new ArrayList<>();
    Iterator<Map.Entry<Long, List<Event>>> all = get(waiting::iterator);
    while (all.hasNext()) {
      Map.Entry<Long, List<Event>> entry = all.next();
      List<Event> left = new ArrayList<>();
      for (Event event : entry.getValue()) {
        (forget.covers(event) ? forgotten : left).add(event);
      }
      if (left.isEmpty()) {
        all.remove();
        emptied.accept(entry.getKey());
      } else if (left.size() < entry.getValue().size()) {
        entry.setValue(left);
      }
    }
    if (get(waiting::isEmpty)) {
      // on the heap an empty map would keep the key
      waiting.clear();
    }
    return forgotten;
  }

  @Override
  public KeyHeader header() {
    return get(header::value);
  }

  @Override
  public void putHeader(KeyHeader value) {
    put(() -> header.update(value));
  }

  @Override
  public Trace trace(String observationId) {
    return get(() -> traces.get(observationId));
  }

  @Override
  public void putTrace(String observationId, Trace trace) {
    put(() -> traces.put(observationId, trace));
  }

  @Override
  public void removeTrace(String observationId) {
    put(() -> traces.remove(observationId));
  }

  @Override
  public Iterator<Map.Entry<String, Trace>> traces() {
    return get(traces::iterator);
  }

  @Override
  public HeldFeedback held(String observationId) {
    return get(() -> held.get(observationId));
  }

  @Override
  public void putHeld(String observationId, HeldFeedback feedback) {
    put(() -> held.put(observationId, feedback));
  }

  @Override
  public void removeHeld(String observationId) {
    put(() -> held.remove(observationId));
  }

  @Override
  public Iterator<Map.Entry<String, HeldFeedback>> held() {
    return get(held::iterator);
  }

  @Override
  public DueChunk dueChunk(long number) {
    return get(() -> dueChunks.get(number));
  }

  @Override
  public void putDueChunk(long number, DueChunk chunk) {
    put(() -> dueChunks.put(number, chunk));
  }

  @Override
  public void removeDueChunk(long number) {
    put(() -> dueChunks.remove(number));
  }

  @Override
  public EvictedId name(long hash) {
    return get(() -> names.get(hash));
  }

  @Override
  public void putName(long hash, EvictedId name) {
    put(() -> names.put(hash, name));
  }

  @Override
  public void removeName(long hash) {
    put(() -> names.remove(hash));
  }

  @Override
  public KeyedSample<Rehearsed> rehearsed() {
    return rehearsed;
  }

  @Override
  public KeyedSample<RehearsedObservation> rehearsedObservations() {
    return rehearsedObservations;
  }

  private final class MapSample<T> implements KeyedSample<T> {

    private final String name;
    private final MapState<Integer, T> items;

    private MapSample(String name, MapState<Integer, T> items) {
      this.name = name;
      this.items = items;
    }

    @Override
    public List<String> keys() {
      return FlinkState.this.keys(name);
    }

    @Override
    public Iterable<Map.Entry<Integer, T>> items(String key) {
      select(key);
      return get(items::entries);
    }

    @Override
    public void put(String key, int place, T item) {
      select(key);
      FlinkState.put(() -> items.put(place, item));
    }

    @Override
    public void remove(String key, int place) {
      select(key);
      FlinkState.put(() -> items.remove(place));
    }
  }

  @Override
  public void wakeAt(long time) {
    wakeTimers.register(time);
  }

  @Override
  public void cancelWake(long time) {
    wakeTimers.delete(time);
  }

  @Override
  public void clear() {
    header.clear();
    pages.clear();
    codes.clear();
    traces.clear();
    held.clear();
    dueChunks.clear();
    names.clear();
  }

  @Override
  public Page page(int number) {
    return get(() -> pages.get(number));
  }

  @Override
  public void putPage(int number, Page page) {
    put(() -> pages.put(number, page));
  }

  @Override
  public CodePage codes(int number) {
    return get(() -> codes.get(number));
  }

  @Override
  public void putCodes(int number, CodePage page) {
    put(() -> codes.put(number, page));
  }

  @Override
  public void removePage(int number) {
    put(() -> pages.remove(number));
    put(() -> codes.remove(number));
  }
}
