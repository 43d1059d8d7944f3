package dev.reinstate.state.session;

import dev.reinstate.memory.IdHash;
import dev.reinstate.state.EvictedId;
import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.KeyedState;
import dev.reinstate.state.RecordedRead;
import dev.reinstate.state.Trace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the ids of evicted and expired memories for credits that still name them. A trace keeps no
 * ids of what was read, so that there is nothing in it to forget: those of memories that are held
 * are in their pages, and those of others here, until the last trace that may have read them is
 * gone. A memory of a read that is in neither has been forgotten.
 */
public final class EvictedIds {

  private final DueTimes due;
  private final boolean separate;

  /**
   * @param separate whether memories are under other keys than traces
   */
  public EvictedIds(DueTimes due, boolean separate) {
    this.due = due;
    this.separate = separate;
  }

  /** A memory is evicted, or lets its time pass. */
  public void add(KeySession session, String id, long time) {
    KeyHeader header = session.header();
    boolean unread = !separate && header.traces.isEmpty();
    if (unread || header.lastRead == KeyHeader.UNREAD) {
      return;
    }
    KeyedState state = session.selected();
    long hash = IdHash.of(id);
    EvictedId before = state.name(hash);
    if (before != null) {
      header.names.remove(state, before.id(), before.place());
    }
    long place = header.names.add(state, header, id, due.lastTrace(header.lastRead));
    state.putName(
        hash,
        before == null || !before.id().equals(id)
            ? new EvictedId(id, new long[] {time}, place)
            : before.with(time, place));
    session.headerChanged();
  }

  /** Takes the names of memories of a key that let their time pass. */
  public ObjLongConsumer<String> of(KeySession session) {
    return (id, time) -> add(session, id, time);
  }

  /** Forgets the memories of an observation. */
  public void forget(KeySession session, String id) {
    KeyedState state = session.selected();
    long hash = IdHash.of(id);
    EvictedId name = state.name(hash);
    if (name != null && name.id().equals(id)) {
      session.header().names.remove(state, id, name.place());
      state.removeName(hash);
    }
  }

  /**
   * Forgets the memories whose ids are asked for.
   *
   * @param forgotten says of an id whether it is
   */
  public void forgetIf(KeySession session, Predicate<String> forgotten) {
    KeyHeader header = session.header();
    if (header.names.isEmpty()) {
      return;
    }
    KeyedState state = session.selected();
    Map<EvictedId, Long> due = new LinkedHashMap<>();
    for (long time : header.names.dues()) {
      header.names.take(
          state,
          time,
          id -> {
            long hash = IdHash.of(id);
            EvictedId name = state.name(hash);
            if (forgotten.test(id)) {
              state.removeName(hash);
            } else {
              due.put(name, time);
            }
          });
    }
    due.forEach(
        (name, time) ->
            state.putName(
                IdHash.of(name.id()), name.at(header.names.add(state, header, name.id(), time))));
    session.headerChanged();
  }

  /** Deletes the names that no trace has read any more. */
  public void expire(KeySession session, long now) {
    KeyHeader header = session.header();
    KeyedState state = session.selected();
    header.names.take(
        state,
        header.traces.isEmpty() && !separate ? KeyHeader.NEVER : now,
        id -> state.removeName(IdHash.of(id)));
  }

  /**
   * A trace whose read has the ids of its memories, without those that were forgotten.
   *
   * @param sources the key of each source that it read; null where nothing was
   */
  public Trace resolve(@Nullable KeySession[] sources, Trace trace) {
    RecordedRead read = trace.read();
    @Nullable String[] ids = new String[read.count()];
    int known = 0;
    for (int source = 0; source < sources.length; source++) {
      KeySession session = sources[source];
      int to = read.first(source + 1);
      for (int i = read.first(source); session != null && i < to; i++) {
        ids[i] = id(session, read, i);
        known += ids[i] == null ? 0 : 1;
      }
    }
    RecordedRead resolved = read.withIds(ids);
    for (int i = ids.length - 1; known < resolved.count(); i--) {
      if (ids[i] == null) {
        resolved = resolved.without(i);
      }
    }
    return trace.withRead(resolved);
  }

  private static @Nullable String id(KeySession session, RecordedRead read, int index) {
    int slot = read.slots()[index];
    long hash = read.hashes()[index];
    long time = read.times()[index];
    if (session.memory().holds(slot, hash, time)) {
      return session.memory().id(slot);
    }
    EvictedId name = session.selected().name(hash);
    return name != null && name.covers(time) ? name.id() : null;
  }

  /**
   * Takes the names of memories that a read of a former format has, and that are not held.
   *
   * @return the trace as it is kept now
   */
  Trace adopt(KeySession session, Trace trace) {
    RecordedRead read = trace.read();
    for (int i = 0; i < read.count(); i++) {
      if (!session.memory().holds(read.slots()[i], read.ids()[i], read.times()[i])) {
        add(session, read.ids()[i], read.times()[i]);
      }
    }
    return trace.withRead(read.withIds(null));
  }
}
