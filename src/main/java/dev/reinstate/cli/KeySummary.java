package dev.reinstate.cli;

import dev.reinstate.event.Observation;
import dev.reinstate.state.session.OwnedId;
import dev.reinstate.state.session.SpaceKey;
import dev.reinstate.stream.state.KeyView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code inspect --key} prints.
 *
 * @param key the key; of a space, as people read it
 * @param space the name of the space; null where memories are by the observation's own key
 * @param keyValues of the key of a space; null where there is no space
 * @param memories the newest first
 * @param pending observations that wait for feedback, the oldest first
 * @param held feedbacks that wait for their observation
 * @param waiting events that wait for their turn
 */
record KeySummary(
    String key,
    @Nullable String space,
    @Nullable List<String> keyValues,
    List<Memory> memories,
    List<Pending> pending,
    int held,
    int waiting) {

  /**
   * A memory.
   *
   * @param memoryId the observation
   * @param key the observation's own
   * @param shard which it was dealt out to; null where its space has one
   * @param time event time of its observation, milliseconds since 1970
   * @param value what feedback said
   * @param modelVersion of its embedding
   * @param staleness model updates since
   * @param credit total of the credits that it got; 0 unless memory.eviction is least-credited
   */
  record Memory(
      String memoryId,
      String key,
      @Nullable Integer shard,
      long time,
      double value,
      long modelVersion,
      long staleness,
      float credit) {}

  private static final Comparator<Memory> NEWEST_FIRST =
      Comparator.comparingLong(Memory::time)
          .reversed()
          .thenComparing(Memory::key)
          .thenComparing(Memory::memoryId);

  /**
   * An observation that waits.
   *
   * @param time its event time, milliseconds since 1970
   * @param feedbackDue when its default feedback falls due; null where there is none
   */
  record Pending(String observationId, long time, @Nullable Long feedbackDue) {}

  /**
   * What there is of a key of observations.
   *
   * @param version of the savepoint's model
   */
  static KeySummary of(KeyView view, long version) {
    List<Memory> memories = new ArrayList<>();
    for (int i = 0; i < view.ids().length; i++) {
      memories.add(memory(view, i, version, new OwnedId(view.key(), view.ids()[i]), null));
    }
    memories.sort(NEWEST_FIRST);
    return new KeySummary(
        view.key(), null, null, memories, pending(view), view.held(), view.waiting());
  }

  /**
   * What there is of a key of a space. Nothing waits there.
   *
   * @param views of its shards
   * @param version of the savepoint's model
   */
  static KeySummary of(SpaceKey key, List<KeyView> views, long version) {
    List<Memory> memories = new ArrayList<>();
    for (KeyView view : views) {
      int shard = SpaceKey.of(view.key()).shard();
      for (int i = 0; i < view.ids().length; i++) {
        OwnedId id = OwnedId.of(view.ids()[i]);
        memories.add(memory(view, i, version, id, shard == SpaceKey.ALL_SHARDS ? null : shard));
      }
    }
    memories.sort(NEWEST_FIRST);
    return new KeySummary(key.toString(), key.space(), key.values(), memories, List.of(), 0, 0);
  }

  private static Memory memory(
      KeyView view, int i, long version, OwnedId id, @Nullable Integer shard) {
    return new Memory(
        id.observationId(),
        id.owner(),
        shard,
        view.times()[i],
        view.values()[i],
        view.versions()[i],
        version - view.versions()[i],
        view.credits()[i]);
  }

  private static List<Pending> pending(KeyView view) {
    List<Pending> pending = new ArrayList<>();
    for (int i = 0; i < view.pendingIds().length; i++) {
      long due = view.pendingDue()[i];
      pending.add(
          new Pending(
              view.pendingIds()[i],
              view.pendingTimes()[i],
              due == Observation.NO_FEEDBACK_DUE ? null : due));
    }
    pending.sort(Comparator.comparingLong(Pending::time).thenComparing(Pending::observationId));
    return pending;
  }

  String toText() {
    StringBuilder text = new StringBuilder();
    if (space == null) {
      text.append(
          "%s: %,d memories, %,d observations pending, %,d feedbacks held, %,d events waiting%n"
              .formatted(key, memories.size(), pending.size(), held, waiting));
    } else {
      text.append("%s: %,d memories%n".formatted(key, memories.size()));
    }
    text.append(
        "%n%-24s%-26s%10s%12s%12s%s%n"
            .formatted(
                "memory",
                "observed",
                "value",
                "staleness",
                "credit",
                space == null ? "" : "  key of the observation"));
    for (Memory memory : memories) {
      text.append(
          "%-24s%-26s%10s%12d%12.4f%s%n"
              .formatted(
                  memory.memoryId(),
                  Instant.ofEpochMilli(memory.time()),
                  memory.value(),
                  memory.staleness(),
                  memory.credit(),
                  space == null ? "" : "  " + owner(memory)));
    }
    if (!pending.isEmpty()) {
      text.append("%n%-24s%-26s%s%n".formatted("pending", "observed", "feedback due"));
    }
    for (Pending waits : pending) {
      text.append(
          "%-24s%-26s%s%n"
              .formatted(waits.observationId(), Instant.ofEpochMilli(waits.time()), due(waits)));
    }
    return text.toString().stripTrailing();
  }

  private static String owner(Memory memory) {
    return memory.shard() == null
        ? memory.key()
        : "%s (shard %d)".formatted(memory.key(), memory.shard());
  }

  private static String due(Pending waits) {
    return waits.feedbackDue() == null ? "-" : Instant.ofEpochMilli(waits.feedbackDue()).toString();
  }
}
