package dev.reinstate.state.session;

import dev.reinstate.memory.CodeNumbers;
import dev.reinstate.memory.Scan;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.KeyedState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The keys that a micro-batch has worked on so far. */
public final class KeySessions {

  private final KeyedState state;
  private final MemoryKeys keys;

  /** By space. */
  private final List<Scan> scans;

  private final KeyGroups groups;
  private final FormerKeys formerKeys;
  private final Map<String, KeySession> sessions = new LinkedHashMap<>();

  /**
   * @param codeNumbers what a head that compares codes sees of them
   */
  public KeySessions(
      LearnerSettings settings,
      KeyedState state,
      MemoryKeys keys,
      CodeNumbers codeNumbers,
      KeyGroups groups,
      FormerKeys formerKeys) {
    this.state = state;
    this.keys = keys;
    this.groups = groups;
    this.formerKeys = formerKeys;
    scans =
        IntStream.range(0, settings.spaces().spaces().size())
            .mapToObj(space -> new Scan(settings.memoryLayout(space), codeNumbers))
            .toList();
  }

  /** A key of state, which stays at hand until {@link #flush}. */
  public KeySession of(String key) {
    KeySession session = sessions.get(key);
    if (session == null) {
      session = new KeySession(key, state, scans.get(keys.space(key)), groups);
      formerKeys.adopt(session);
      sessions.put(key, session);
    }
    return session;
  }

  /** Those at hand. */
  public Collection<KeySession> all() {
    return sessions.values();
  }

  /** Lets go of a key without putting back what changed. */
  public void drop(String key) {
    sessions.remove(key);
  }

  /**
   * Puts back what changed of all keys, and lets go of them.
   *
   * @param flushed is told of each
   */
  public void flush(Consumer<KeySession> flushed) {
    for (KeySession session : sessions.values()) {
      session.flush();
      flushed.accept(session);
    }
    sessions.clear();
  }
}
