package dev.reinstate.learner.memories;

import dev.reinstate.credit.ReadForm;
import dev.reinstate.credit.ReadParameters;
import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.memory.Memory;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.NamedRead;
import dev.reinstate.settings.Space;
import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.RecordedRead;
import dev.reinstate.state.session.DueTimes;
import dev.reinstate.state.session.EvictedIds;
import dev.reinstate.state.session.KeyRates;
import dev.reinstate.state.session.KeySession;
import dev.reinstate.state.session.KeySessions;
import dev.reinstate.state.session.Priors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memories of all spaces: they are read, labelled, and asked for what credit needs. What is due
 * of a key has expired before it is asked. Serves one thread.
 */
public final class Memories {

  private static final float[] NONE = {};

  private final LearnerSettings settings;
  private final DueTimes due;
  private final KeySessions sessions;
  private final EvictedIds names;
  private final Priors priors;
  private final KeyRates keyRates;
  private final EventCounts eventCounts;
  private final ReadForm form;
  private final List<MemoryReader> readers = new ArrayList<>();

  /**
   * @param parameters read anew at each read
   */
  public Memories(
      LearnerSettings settings,
      KeySessions sessions,
      EvictedIds names,
      Priors priors,
      EventCounts eventCounts,
      ReadParameters parameters) {
    this.settings = settings;
    this.sessions = sessions;
    this.names = names;
    this.priors = priors;
    this.eventCounts = eventCounts;
    due = DueTimes.of(settings);
    keyRates = new KeyRates(settings.prediction().target(), priors);
    form = parameters.form();
    for (NamedRead read : settings.spaces().reads()) {
      Space space = settings.spaces().spaceOf(read);
      for (int shard = 0; shard < space.shards(); shard++) {
        readers.add(new MemoryReader(settings, parameters, readers.size(), space.k()));
      }
    }
  }

  /** Finds memories that are like an observation. */
  public Found look(Look look) {
    return readers.get(look.source()).read(sessions.of(look.key()).memory(), look);
  }

  /** What is found where there is no key to look under. */
  public Found nothing(int source) {
    float[] nullWeights = new float[form.nullSlot() ? form.readOf(source).count() : 0];
    Arrays.fill(nullWeights, 1);
    return new Found(
        new int[0],
        new long[0],
        new String[0],
        new double[0],
        new double[0],
        new long[0],
        nullWeights);
  }

  /**
   * The rate of a key's values, as {@code prediction.prior} has it.
   *
   * @param key of the memories; null: there is none
   */
  public float[] prior(@Nullable String key) {
    return priors.of(key == null ? priors.newStatistics() : sessions.of(key).header().known);
  }

  /**
   * Rates of a key that a prediction uses beside its heads, one mixture after the other.
   *
   * @param key of the memories; null: there is none
   */
  public float[] rates(@Nullable String key) {
    if (form.rates() == 0) {
      return NONE;
    }
    float[] rates = new float[form.rates() * form.outcome().size()];
    keyRates.fill(key == null ? null : sessions.of(key), rates);
    return rates;
  }

  /** How many memories there are of a key. */
  public int readable(String key) {
    return sessions.of(key).memory().size();
  }

  /** The prediction that memories were found for goes out. */
  public void read(String key, long time) {
    KeySession session = sessions.of(key);
    KeyHeader header = session.header();
    if (!header.isEmpty()) {
      // of a key that has nothing, nothing is kept
      header.lastRead = Math.max(header.lastRead, time);
      session.headerChanged();
    }
  }

  /**
   * What a label needs of memories that a prediction read.
   *
   * @param read with their ids
   * @param from the first of them in the read
   * @param count how many
   * @param learning whether something is to be learned
   */
  public Evidence evidence(String key, RecordedRead read, int from, int count, boolean learning) {
    ExternalMemory memory = sessions.of(key).memory();
    double[] values = Arrays.copyOfRange(read.values(), from, from + count);
    boolean[] evicted = new boolean[count];
    int held = 0;
    for (int i = 0; i < count; i++) {
      int slot = read.slots()[from + i];
      evicted[i] = !memory.holds(slot, read.hashes()[from + i], read.times()[from + i]);
      if (!evicted[i]) {
        values[i] = memory.value(slot);
        held++;
      }
    }
    if (!learning) {
      return new Evidence(values, evicted, new byte[0], NONE);
    }
    int dimension = settings.networks().embeddingSize();
    byte[] codes = new byte[held * settings.codeBytes()];
    float[] embeddings = new float[held * dimension];
    int row = 0;
    for (int i = 0; i < count; i++) {
      if (!evicted[i]) {
        memory.readCode(read.slots()[from + i], codes, row * settings.codeBytes());
        memory.readEmbedding(read.slots()[from + i], embeddings, row * dimension);
        row++;
      }
    }
    return new Evidence(values, evicted, codes, embeddings);
  }

  /**
   * Makes way for a memory that is written next.
   *
   * @return its slot
   */
  public int makeWay(String key) {
    KeySession session = sessions.of(key);
    session.memory().makeWay(settings.memory().eviction());
    return session.header().ring.next();
  }

  /**
   * Writes a memory.
   *
   * @return its slot
   */
  public int write(String key, Memory written) {
    KeySession session = sessions.of(key);
    ExternalMemory memory = session.memory();
    if (memory.full()) {
      eventCounts.increment(Count.EVICTED);
      int evicted = session.header().ring.next();
      names.add(session, memory.id(evicted), memory.time(evicted));
    }
    int slot = memory.write(written);
    KeyHeader header = session.header();
    header.memoriesDue = Math.min(header.memoriesDue, due.memory(written.time()));
    // the observation looked here, though there may have been nothing yet
    header.lastRead = Math.max(header.lastRead, written.time());
    priors.known(session, written.value());
    session.headerChanged();
    return slot;
  }

  /** Corrects the value of a memory, which may have been evicted. */
  public void correct(String key, int slot, String id, double before, double value) {
    KeySession session = sessions.of(key);
    if (session.memory().holds(slot, id)) {
      session.memory().setValue(slot, value);
    }
    priors.corrected(session, before, value);
    session.headerChanged();
  }

  /** Model updates since the embeddings of the memories that were read were computed. */
  public long staleness(String key, int[] slots, long version) {
    ExternalMemory memory = sessions.of(key).memory();
    long stale = 0;
    for (int slot : slots) {
      stale += version - memory.version(slot);
    }
    return stale;
  }
}
