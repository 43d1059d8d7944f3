package dev.reinstate.stream.state;

import dev.reinstate.event.Event;
import dev.reinstate.event.Forget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait until event time has passed them. Most wait for less than a second, so they are
 * on the heap, and are written to keyed state before a checkpoint or where they take too much room.
 *
 * <p>A time of a key that is in state has a timer, so that whoever goes on from it knows when it is
 * due. Of those on the heap alone the earliest of a key has one, and it brings them all.
 */
public final class WaitingEvents {

  /** The maps' entries and objects for a key, and for a time of it. */
  private static final int KEY_BYTES = 150;

  private static final int TIME_BYTES = 150;

  /** What waits for one time of a key. */
  private static final class AtTime {
    private @Nullable List<Event> events;
    private long bytes = TIME_BYTES;
    private boolean timed;
    private boolean saved;
    private boolean changed;

    private static AtTime saved(List<Event> events) {
      AtTime at = new AtTime();
      at.events = events;
      for (Event event : events) {
        at.bytes += EventHeapSize.of(event);
      }
      at.timed = true;
      at.saved = true;
      return at;
    }

    /** Returns the bytes that it takes. */
    private long add(Event event) {
      if (events == null || !changed) {
        // state may hold the list
        events = events == null ? new ArrayList<>(1) : new ArrayList<>(events);
      }
      events.add(event);
      changed = true;
      long added = EventHeapSize.of(event);
      bytes += added;
      return added;
    }
  }

  private final FlinkState state;
  private final FlinkState.KeyTimers timers;
  private final long maxBytes;
  private final Map<String, NavigableMap<Long, AtTime>> keys = new HashMap<>();
  private long bytes;

  /** Whether there may be times in state that are not on the heap. */
  private boolean moreInState;

  /**
   * Takes up what the state has.
   *
   * @param maxBytes that events may take on the heap
   */
  public WaitingEvents(FlinkState state, FlinkState.KeyTimers timers, long maxBytes) {
    this.state = state;
    this.timers = timers;
    this.maxBytes = maxBytes;
    state.keysOfWaiting().forEach(this::load);
  }

  private void load(String key) {
    state.select(key);
    for (Map.Entry<Long, List<Event>> entry : state.waiting()) {
      put(key, entry.getKey(), AtTime.saved(entry.getValue()));
    }
    makeRoom();
  }

  private void put(String key, long time, AtTime at) {
    NavigableMap<Long, AtTime> ofKey = keys.get(key);
    if (ofKey == null) {
      ofKey = new TreeMap<>();
      keys.put(key, ofKey);
      bytes += KEY_BYTES;
    }
    ofKey.put(time, at);
    bytes += at.bytes;
  }

  /** What is on the heap takes, about. */
  long bytes() {
    return bytes;
  }

  /** Lets an event wait. */
  public void add(Event event) {
    state.select(event.key());
    NavigableMap<Long, AtTime> ofKey = keys.get(event.key());
    AtTime at = ofKey == null ? null : ofKey.get(event.time());
    if (at == null) {
      List<Event> saved = moreInState ? state.waiting(event.time()) : null;
      at = saved == null ? new AtTime() : AtTime.saved(saved);
      put(event.key(), event.time(), at);
      time(keys.get(event.key()));
    }
    bytes += at.add(event);
    makeRoom();
  }

  /** Lets the earliest time of the selected key have a timer. */
  private void time(NavigableMap<Long, AtTime> ofKey) {
    Map.Entry<Long, AtTime> first = ofKey.firstEntry();
    if (first != null && !first.getValue().timed) {
      timers.register(first.getKey());
      first.getValue().timed = true;
    }
  }

  private void makeRoom() {
    if (bytes > maxBytes) {
      writeBack();
      keys.clear();
      bytes = 0;
      moreInState = true;
    }
  }

  /**
   * Takes what has waited long enough, when a timer of the selected key fires.
   *
   * @param timer its time
   * @param until event time
   * @param to receives the events
   */
  public void take(String key, long timer, long until, List<Event> to) {
    NavigableMap<Long, AtTime> ofKey = keys.get(key);
    if (ofKey != null) {
      Map<Long, AtTime> due = ofKey.headMap(until, true);
      due.forEach(
          (time, at) -> {
            to.addAll(at.events);
            bytes -= at.bytes;
            if (at.saved) {
              state.removeWaiting(time);
            }
          });
      due.clear();
      time(ofKey);
      if (ofKey.isEmpty()) {
        keys.remove(key);
        bytes -= KEY_BYTES;
      }
    }
    List<Event> inState = moreInState ? state.waiting(timer) : null;
    if (inState != null) {
      to.addAll(inState);
      state.removeWaiting(timer);
    }
  }

  /**
   * Removes what a forget covers.
   *
   * @return the events
   */
  public List<Event> forget(Forget forget) {
    String key = forget.key();
    state.select(key);
    NavigableMap<Long, AtTime> ofKey = keys.remove(key);
    if (ofKey != null) {
      ofKey.forEach(this::save);
      ofKey.values().forEach(at -> bytes -= at.bytes);
      bytes -= KEY_BYTES;
    }
    List<Event> forgotten = state.forgetWaiting(forget, timers::delete);
    load(key);
    return forgotten;
  }

  /** Writes everything to state. */
  public void writeBack() {
    keys.forEach(
        (key, ofKey) -> {
          state.select(key);
          ofKey.forEach(this::save);
        });
  }

  private void save(long time, AtTime at) {
    if (!at.changed) {
      return;
    }
    state.putWaiting(time, at.events);
    if (!at.timed) {
      timers.register(time);
    }
    at.timed = true;
    at.saved = true;
    at.changed = false;
  }
}
