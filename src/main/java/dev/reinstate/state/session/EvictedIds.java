package dev.reinstate.state.session;

import dev.reinstate.event.IdHash;
import dev.reinstate.state.EvictedId;
import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.KeyedState;
import dev.reinstate.state.RecordedRead;
import dev.reinstate.state.Trace;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the ids of evicted and expired memories for credits that still name them. A trace keeps no
 * ids of what was read, so that there is nothing in it to forget: those of memories that are held
 * are in their pages, and those of others here, until the last trace that may have read them is
 * gone. A memory of a read that is in neither has been forgotten.
 */
public final class EvictedIds {

  private final DueTimes due;

  public EvictedIds(DueTimes due) {
    this.due = due;
  }

  /** A memory is evicted, or lets its time pass. */
  public void add(KeySession session, String id, long time) {
    KeyHeader header = session.header();
    if (header.traces.isEmpty() || header.lastRead == KeyHeader.UNREAD) {
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

  /** Deletes the names that no trace has read any more. */
  public void expire(KeySession session, long now) {
    KeyHeader header = session.header();
    KeyedState state = session.selected();
    header.names.take(
        state,
        header.traces.isEmpty() ? KeyHeader.NEVER : now,
        id -> state.removeName(IdHash.of(id)));
  }

  /** A trace whose read has the ids of its memories, without those that were forgotten. */
  public Trace resolve(KeySession session, Trace trace) {
    RecordedRead read = trace.read();
    String[] ids = new String[read.count()];
    int known = 0;
    for (int i = 0; i < ids.length; i++) {
      ids[i] = id(session, read, i);
      known += ids[i] == null ? 0 : 1;
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
    if (session.memory().occupied(slot) && session.memory().time(slot) == time) {
      String id = session.memory().id(slot);
      if (IdHash.of(id) == hash) {
        return id;
      }
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
