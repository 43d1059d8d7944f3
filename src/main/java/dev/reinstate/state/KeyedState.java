package dev.reinstate.state;

import dev.reinstate.memory.IdHash;
import dev.reinstate.memory.PageStore;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of keys, as the learner sees it: one key is selected, and every other call is
 * about that key. What was never put is null.
 */
public interface KeyedState extends PageStore {

  void select(String key);

  /**
   * Goes through all keys that have a header, as written so far; a scan of all state. Others may be
   * selected meanwhile, and nothing put.
   *
   * @param to receives each, one after the other
   */
  void keys(Consumer<String> to);

  @Nullable KeyHeader header();

  void putHeader(KeyHeader header);

  @Nullable Trace trace(String observationId);

  void putTrace(String observationId, Trace trace);

  void removeTrace(String observationId);

  /** All traces by observation id; the iterator can remove, its entries can be set. */
  Iterator<Map.Entry<String, Trace>> traces();

  /** Feedback whose observation has not come. */
  @Nullable HeldFeedback held(String observationId);

  void putHeld(String observationId, HeldFeedback held);

  void removeHeld(String observationId);

  /** All held feedback by observation id; the iterator can remove, its entries can be set. */
  Iterator<Map.Entry<String, HeldFeedback>> held();

  /** A part of one of the key's queues, by its number. */
  @Nullable DueChunk dueChunk(long number);

  void putDueChunk(long number, DueChunk chunk);

  void removeDueChunk(long number);

  /** What an evicted memory was called, by the {@link IdHash} of its name. */
  @Nullable EvictedId name(long hash);

  void putName(long hash, EvictedId name);

  void removeName(long hash);

  /** Feedback that may be learned from again; it outlives {@link #clear}. */
  KeyedSample<Rehearsed> rehearsed();

  /** Observations that may be learned from again; they outlive {@link #clear}. */
  KeyedSample<RehearsedObservation> rehearsedObservations();

  /** Asks for {@code Learner.wake} with the selected key once event time has reached a time. */
  void wakeAt(long time);

  /** Takes back {@link #wakeAt} of a time, if it was asked for. */
  void cancelWake(long time);

  /** Removes all that is kept of the selected key, but what may be learned from again. */
  void clear();
}
