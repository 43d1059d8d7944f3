package dev.reinstate.learner;

import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.memory.Ring;
import dev.reinstate.model.Codec;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.MemorySettings;
import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.KeyedState;
import dev.reinstate.state.session.DueTimes;
import dev.reinstate.state.session.KeySession;
import dev.reinstate.state.session.MemoryKeys;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Refreshes stored embeddings in the background. It goes round robin over the keys that have
 * memories, in the order of their names, and looks at a few memories each time, the newest of a key
 * first, because they stay longest; all that are stale are decoded and embedded together. Keys that
 * were not read for a while drop out until they are read again. Those that state has at the start
 * are looked through at the first sweep, and only the names of keys that take part stay on the
 * heap.
 *
 * <p>Only memories that event time has not passed count, so that it does not matter when a key is
 * woken to release the others.
 */
final class Sweep {

  /** Can be changed in place, so that an observation costs no allocation. */
  private static final class LastRead {
    private long time;
  }

  private final MemorySettings settings;
  private final int inputSize;
  private final int dimension;
  private final int part;
  private final MemoryKeys memoryKeys;
  private final Codec codec;
  private final DueTimes due;
  private final NavigableMap<String, LastRead> keys = new TreeMap<>();
  private @Nullable KeyedState unknown;
  private SweepPosition position = SweepPosition.START;
  private long version = -1;
  private long keysOfVersion;

  private KeySession[] owners = new KeySession[0];
  private int[] slots = new int[0];
  private byte[] codes = new byte[0];
  private float[] observations = new float[0];
  private float[] embeddings = new float[0];
  private int rows;

  /**
   * @param state whose keys are swept; they are scanned once, at the first sweep that knows the
   *     time
   */
  Sweep(LearnerSettings settings, MemoryKeys memoryKeys, Codec codec, KeyedState state) {
    this.memoryKeys = memoryKeys;
    this.settings = settings.memory();
    this.codec = codec;
    inputSize = settings.inputSize();
    dimension = settings.embeddingSize();
    part = settings.networks().embeddingSize();
    due = DueTimes.of(settings);
    unknown = state;
  }

  /** Something has happened to a key. */
  void add(KeySession session) {
    if (settings.refresh().sweeps()) {
      KeyHeader header = session.header();
      if (header.ring.size() > 0) {
        keys.computeIfAbsent(session.key(), k -> new LastRead()).time = header.lastRead;
      }
    }
  }

  /** Adds the keys of which nothing has been heard yet, and which are not idle. */
  private void addUnknown(long now) {
    unknown.keys(
        key -> {
          if (!keys.containsKey(key)) {
            unknown.select(key);
            KeyHeader header = unknown.header();
            if (header.ring.size() > 0 && !idle(header.lastRead, now)) {
              LastRead lastRead = new LastRead();
              lastRead.time = header.lastRead;
              keys.put(key, lastRead);
            }
          }
        });
    unknown = null;
  }

  private boolean idle(long lastRead, long now) {
    return lastRead + settings.sweepIdle() < now;
  }

  /** How many keys take part. */
  int size() {
    return keys.size();
  }

  /** A key is released for now; it may have no memories any more. */
  void flushed(KeySession session) {
    if (session.memory().size() == 0) {
      keys.remove(session.key());
    }
  }

  /** A key is deleted, also from where the sweep stands. */
  void forget(String key) {
    keys.remove(key);
    if (position.key().equals(key)) {
      position = SweepPosition.START;
    }
  }

  SweepPosition position() {
    return position;
  }

  /** Goes on from a position. */
  void goOn(SweepPosition saved) {
    position = saved;
  }

  /**
   * Refreshes some memories, unless all have been looked at with this version of the model.
   *
   * @param now event time; the least long where none has passed
   * @return how many were stale
   */
  int run(Model model, long now, Function<String, KeySession> sessions) {
    if (unknown != null && now > Long.MIN_VALUE && settings.refresh().sweeps()) {
      addUnknown(now);
    }
    if (model.version() != version) {
      version = model.version();
      keysOfVersion = 0;
    }
    // the first key may have been begun in its middle
    if (keysOfVersion > keys.size()) {
      return 0;
    }
    visitKeys(now, sessions);
    int stale = rows;
    if (stale > 0) {
      embedStale(model);
    }
    return stale;
  }

  /** Each key is visited once at most, so no memory is collected twice. */
  private void visitKeys(long now, Function<String, KeySession> sessions) {
    SweepPosition start = position;
    String key = start.key();
    boolean inclusive = start.slot() != SweepPosition.DONE;
    int left = settings.sweepPerBatch();
    for (int n = keys.size(); n > 0 && left > 0; n--) {
      Map.Entry<String, LastRead> next = inclusive ? keys.ceilingEntry(key) : keys.higherEntry(key);
      next = next == null ? keys.firstEntry() : next;
      key = next.getKey();
      inclusive = false;
      if (idle(next.getValue().time, now)) {
        keys.remove(key);
      } else {
        boolean begun = start.slot() != SweepPosition.DONE && key.equals(start.key());
        left = look(sessions.apply(key), begun ? start.slot() : SweepPosition.DONE, left, now);
      }
      boolean leftInTheMiddle = left == 0 && position.slot() != SweepPosition.DONE;
      keysOfVersion += leftInTheMiddle ? 0 : 1;
    }
  }

  /**
   * Looks at the memories of a key, the newest first.
   *
   * @param begun the slot to begin with; negative: that of the newest
   * @param left memories that may be looked at
   * @return how many are left
   */
  private int look(KeySession session, int begun, int left, long now) {
    ExternalMemory memory = session.memory();
    Ring ring = session.header().ring;
    int extent = ring.extent();
    if (extent == 0) {
      return left;
    }
    int before = left;
    int slot = begun < 0 || begun >= extent ? Math.floorMod(ring.next() - 1, extent) : begun;
    for (int n = Math.floorMod(slot - ring.next(), extent); n >= 0; n--) {
      if (memory.occupied(slot) && due.memory(memory.time(slot)) >= now) {
        if (left == 0) {
          position = new SweepPosition(session.key(), slot);
          return 0;
        }
        left--;
        if (memory.version(slot) != version) {
          collect(session, slot);
        }
      }
      slot = Math.floorMod(slot - 1, extent);
    }
    if (left < before) {
      position = new SweepPosition(session.key(), SweepPosition.DONE);
    }
    return left;
  }

  private void collect(KeySession session, int slot) {
    if (rows == slots.length) {
      int capacity = Math.min(settings.sweepPerBatch(), Math.max(64, 2 * rows));
      owners = Arrays.copyOf(owners, capacity);
      slots = Arrays.copyOf(slots, capacity);
      codes = Arrays.copyOf(codes, capacity * codec.codeBytes());
    }
    owners[rows] = session;
    slots[rows] = slot;
    session.memory().readCode(slot, codes, rows * codec.codeBytes());
    rows++;
  }

  private void embedStale(Model model) {
    if (embeddings.length < rows * dimension) {
      observations = new float[slots.length * inputSize];
      embeddings = new float[slots.length * dimension];
    }
    codec.decode(codes, rows, observations);
    model.embedding().forward(observations, rows, embeddings);
    for (int row = 0; row < rows; row++) {
      int from = row * dimension + memoryKeys.space(owners[row].key()) * part;
      owners[row].memory().refreshEmbedding(slots[row], embeddings, from, version);
    }
    Arrays.fill(owners, 0, rows, null);
    rows = 0;
  }
}
