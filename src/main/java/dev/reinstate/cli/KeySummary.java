package dev.reinstate.cli;

import dev.reinstate.event.Observation;
import dev.reinstate.stream.state.KeyView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code inspect --key} prints.
 *
 * @param memories the newest first
 * @param pending observations that wait for feedback, the oldest first
 * @param held feedbacks that wait for their observation
 * @param waiting events that wait for their turn
 */
record KeySummary(String key, List<Memory> memories, List<Pending> pending, int held, int waiting) {

  /**
   * A memory.
   *
   * @param time event time of its observation, milliseconds since 1970
   * @param value what feedback said
   * @param modelVersion of its embedding
   * @param staleness model updates since
   * @param credit total of the credits that it got; 0 unless memory.eviction is least-credited
   */
  record Memory(
      String memoryId, long time, double value, long modelVersion, long staleness, float credit) {}

  /**
   * An observation that waits.
   *
   * @param time its event time, milliseconds since 1970
   * @param feedbackDue when its default feedback falls due; null where there is none
   */
  record Pending(String observationId, long time, @Nullable Long feedbackDue) {}

  /**
   * @param version of the savepoint's model
   */
  static KeySummary of(KeyView view, long version) {
    List<Memory> memories = new ArrayList<>();
    for (int i = 0; i < view.ids().length; i++) {
      long ofMemory = view.versions()[i];
      memories.add(
          new Memory(
              view.ids()[i],
              view.times()[i],
              view.values()[i],
              ofMemory,
              version - ofMemory,
              view.credits()[i]));
    }
    memories.sort(
        Comparator.comparingLong(Memory::time).reversed().thenComparing(Memory::memoryId));
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
    return new KeySummary(view.key(), memories, pending, view.held(), view.waiting());
  }

  String toText() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %,d memories, %,d observations pending, %,d feedbacks held, %,d events waiting%n"
            .formatted(key, memories.size(), pending.size(), held, waiting));
    text.append(
        "%n%-24s%-26s%10s%12s%12s%n"
            .formatted("memory", "observed", "value", "staleness", "credit"));
    for (Memory memory : memories) {
      text.append(
          "%-24s%-26s%10s%12d%12.4f%n"
              .formatted(
                  memory.memoryId(),
                  Instant.ofEpochMilli(memory.time()),
                  memory.value(),
                  memory.staleness(),
                  memory.credit()));
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

  private static String due(Pending waits) {
    return waits.feedbackDue() == null ? "-" : Instant.ofEpochMilli(waits.feedbackDue()).toString();
  }
}
