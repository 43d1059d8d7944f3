package dev.reinstate.replay;

import dev.reinstate.event.Books;
import dev.reinstate.event.Books.Count;
import dev.reinstate.learner.Learner;
import dev.reinstate.replay.summary.StartedFrom;
import dev.reinstate.training.Trainer;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Where a replay began. What a job had counted before is left out of its summary, which tells of
 * the replay alone.
 *
 * @param books the learner's counts then
 * @param updates optimiser steps of the embedding network until then
 * @param learned whether an update had shown already
 */
record Beginning(Map<Count, Long> books, long updates, boolean learned) {

  /** What there is, not what has happened. */
  private static final Set<Count> LEVELS = EnumSet.of(Count.HELD, Count.PENDING, Count.MEMORIES);

  static Beginning of(Learner learner, Trainer trainer) {
    return new Beginning(learner.books().toMap(), trainer.version(), learner.learningFrom() > 0);
  }

  /**
   * What has happened since, and what there is now. Feedback that was held when the replay began
   * counts as sent to it.
   */
  Books since(Books now) {
    Books since = new Books();
    now.toMap()
        .forEach((count, n) -> since.add(count, LEVELS.contains(count) ? n : n - books.get(count)));
    since.add(Count.FEEDBACK, books.get(Count.HELD));
    return since;
  }

  /** Number of the replay's observation at its first update; null where there was none. */
  Long learningFrom(Learner learner, Trainer trainer) {
    if (learned) {
      return trainer.version() > updates ? 0L : null;
    }
    return learner.learningFrom() == 0
        ? null
        : learner.learningFrom() - books.get(Count.OBSERVATIONS);
  }

  /** As a summary tells it. */
  StartedFrom from(String savepoint) {
    return new StartedFrom(savepoint, updates, books.get(Count.MEMORIES), books.get(Count.PENDING));
  }
}
