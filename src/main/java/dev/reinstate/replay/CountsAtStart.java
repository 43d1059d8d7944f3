package dev.reinstate.replay;

import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.learner.Learner;
import dev.reinstate.replay.summary.StartedFrom;
import dev.reinstate.training.Trainer;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The counts at the start of a replay. What a job had counted before is left out of its summary,
 * which tells of the replay alone.
 *
 * @param eventCounts the learner's counts then
 * @param updates optimiser steps of the embedding network until then
 * @param learned whether an update had shown already
 */
record CountsAtStart(Map<Count, Long> eventCounts, long updates, boolean learned) {

  /** What there is, not what has happened. */
  private static final Set<Count> LEVELS = EnumSet.of(Count.HELD, Count.PENDING, Count.MEMORIES);

  static CountsAtStart of(Learner learner, Trainer trainer) {
    return new CountsAtStart(
        learner.eventCounts().toMap(), trainer.version(), learner.learningFrom() > 0);
  }

  /**
   * What has happened since, and what there is now. Feedback that was held when the replay began
   * counts as sent to it.
   */
  EventCounts since(EventCounts now) {
    EventCounts since = new EventCounts();
    now.toMap()
        .forEach(
            (count, n) ->
                since.add(count, LEVELS.contains(count) ? n : n - eventCounts.get(count)));
    since.add(Count.FEEDBACK, eventCounts.get(Count.HELD));
    return since;
  }

  /** Number of the replay's observation at its first update; null where there was none. */
  @Nullable Long learningFrom(Learner learner, Trainer trainer) {
    if (learned) {
      return trainer.version() > updates ? 0L : null;
    }
    return learner.learningFrom() == 0
        ? null
        : learner.learningFrom() - eventCounts.get(Count.OBSERVATIONS);
  }

  /** As a summary tells it. */
  StartedFrom from(String savepoint) {
    return new StartedFrom(
        savepoint, updates, eventCounts.get(Count.MEMORIES), eventCounts.get(Count.PENDING));
  }
}
