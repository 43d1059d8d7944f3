package dev.reinstate.learner.memories;

import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.memory.Memory;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.RecordedRead;
import dev.reinstate.state.Trace;
import dev.reinstate.state.session.EvictedIds;
import dev.reinstate.state.session.KeySession;
import dev.reinstate.state.session.KeySessions;
import dev.reinstate.state.session.MemoryKeys.Places;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memories that an observation has read and those that it is itself, under whatever keys they
 * are: each key is asked on its own. Serves one thread.
 */
public final class PlacedMemories {

  private final LearnerSettings settings;
  private final KeySessions sessions;
  private final EvictedIds names;
  private final Memories memories;

  public PlacedMemories(
      LearnerSettings settings, KeySessions sessions, EvictedIds names, Memories memories) {
    this.settings = settings;
    this.sessions = sessions;
    this.names = names;
    this.memories = memories;
  }

  /** The keys of all of them. */
  public List<KeySession> sessions(Places places) {
    List<KeySession> found = new ArrayList<>(places.read().length + places.written().length);
    for (String[] keys : List.of(places.read(), places.written())) {
      for (String key : keys) {
        if (key != null) {
          found.add(sessions.of(key));
        }
      }
    }
    return found;
  }

  /** The prediction that the memories were found for goes out. */
  public void read(Places places, long time) {
    for (String key : places.read()) {
      if (key != null) {
        memories.read(key, time);
      }
    }
  }

  /** A trace whose read has the ids of its memories. */
  public Trace resolve(Places places, Trace kept) {
    @Nullable KeySession[] sources = new KeySession[places.read().length];
    for (int source = 0; source < sources.length; source++) {
      String key = places.read()[source];
      sources[source] = key == null ? null : sessions.of(key);
    }
    return names.resolve(sources, kept);
  }

  /** Of each source, what a label needs of the memories that were read. */
  public Evidence[] evidence(Places places, RecordedRead read, boolean learning) {
    Evidence[] evidence = new Evidence[read.counts().length];
    for (int source = 0; source < evidence.length; source++) {
      String key = places.read()[source];
      evidence[source] =
          key == null
              ? Evidence.NONE
              : memories.evidence(key, read, read.first(source), read.counts()[source], learning);
    }
    return evidence;
  }

  /** Model updates since the embeddings of the memories that were read were computed. */
  public long staleness(Places places, RecordedRead read, long version) {
    long stale = 0;
    for (int source = 0; source < read.counts().length; source++) {
      String key = places.read()[source];
      if (key != null) {
        int[] slots = Arrays.copyOfRange(read.slots(), read.first(source), read.first(source + 1));
        stale += memories.staleness(key, slots, version);
      }
    }
    return stale;
  }

  /**
   * Makes way for the memories that an observation becomes.
   *
   * @return their slots, one for each space, or {@link Trace#NOWHERE}
   */
  public int[] makeWay(Places places) {
    int[] slots = new int[places.written().length];
    for (int space = 0; space < slots.length; space++) {
      String key = places.written()[space];
      slots[space] = key == null ? Trace.NOWHERE : memories.makeWay(key);
    }
    return slots;
  }

  /** Writes the memories that a pending observation becomes. */
  public void write(Places places, Trace trace, double value) {
    for (int space = 0; space < places.written().length; space++) {
      String key = places.written()[space];
      if (key != null) {
        memories.write(
            key,
            new Memory(
                places.memoryId(),
                trace.time(),
                trace.embeddings()[space],
                trace.version(),
                trace.code(),
                value));
      }
    }
  }

  /** Corrects the value of an observation's memories. */
  public void correct(Places places, Trace trace, double value) {
    for (int space = 0; space < places.written().length; space++) {
      String key = places.written()[space];
      if (key != null) {
        memories.correct(key, trace.slots()[space], places.memoryId(), trace.value(), value);
      }
    }
  }

  /**
   * An observation's own memories, as far as they are held.
   *
   * @param slots where they were written, one for each space
   * @return null where none is held
   */
  public @Nullable Remembered remembered(Places places, int[] slots) {
    int dimension = settings.networks().embeddingSize();
    float[] embedding = new float[slots.length * dimension];
    Arrays.fill(embedding, Float.NaN);
    byte[] code = null;
    long version = Remembered.MIXED;
    int held = 0;
    for (int space = 0; space < slots.length; space++) {
      String key = places.written()[space];
      if (key == null || slots[space] == Trace.NOWHERE) {
        continue;
      }
      ExternalMemory memory = sessions.of(key).memory();
      if (memory.holds(slots[space], places.memoryId())) {
        memory.readEmbedding(slots[space], embedding, space * dimension);
        long of = memory.version(slots[space]);
        version = held == 0 || version == of ? of : Remembered.MIXED;
        held++;
        if (code == null) {
          code = new byte[settings.codeBytes()];
          memory.readCode(slots[space], code, 0);
        }
      }
    }
    return code == null
        ? null
        : new Remembered(code, embedding, held == slots.length ? version : Remembered.MIXED);
  }
}
