package dev.reinstate.learner.output;

import dev.reinstate.event.EventCounts;
import dev.reinstate.training.RecentMean;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a learner measures of its work beside its {@link EventCounts}: means over recent events,
 * since it was started. Serves the learner's thread.
 */
public final class LearnerStats {

  private static final int BATCHES = 64;
  private static final int EVENTS = 4096;

  /** What is measured. Micros are of wall time; other times are milliseconds of event time. */
  public enum Stat {
    /** Events of a micro-batch. */
    MICRO_BATCH_SIZE(BATCHES, true),
    /** Code and embedding of an observation. */
    EMBED_MICROS(EVENTS, true),
    /** The read of an observation and its prediction, state access included. */
    READ_MICROS(EVENTS, true),
    /** Reinstatement, gradient and credit of a feedback. */
    RECOMPUTE_MICROS(EVENTS, true),
    /** From an observation to its first feedback. */
    FEEDBACK_DELAY(EVENTS, true),
    /** Model updates since the embedding of a memory that is read was computed. */
    EMBEDDING_STALENESS(EVENTS),
    /** 1 − cosine of a stored embedding and the one computed anew. */
    REINSTATEMENT_ERROR(EVENTS),
    /** ‖o‖: the embedding network's output before it is divided by its length. */
    EMBEDDING_NORM(BATCHES),
    /** Of predictions as they were made, when their first feedback comes; no values. */
    PREQUENTIAL_LOG_LOSS(EVENTS),
    /** The share of those predictions that were right; no values. */
    PREQUENTIAL_ACCURACY(EVENTS);

    private final int window;

    private final boolean distributed;

    Stat(int window) {
      this(window, false);
    }

    Stat(int window, boolean distributed) {
      this.window = window;
      this.distributed = distributed;
    }

    /** Whether it is a size or a time, of which the largest tell more than the mean. */
    public boolean isDistributed() {
      return distributed;
    }
  }

  /** Receives what is measured, one by one. */
  @FunctionalInterface
  public interface Listener {

    /**
     * @param value of one event, or the mean of some that were measured together
     */
    void measured(Stat stat, double value);
  }

  private final Map<Stat, RecentMean> means = new EnumMap<>(Stat.class);

  private Listener listener = (stat, value) -> {};

  public LearnerStats() {
    for (Stat stat : Stat.values()) {
      means.put(stat, new RecentMean(stat.window));
    }
  }

  /** Who keeps more of the measurements than their means. */
  public void listener(Listener other) {
    listener = other;
  }

  public void add(Stat stat, double sum, long count) {
    means.get(stat).add(sum, count);
    if (count > 0) {
      listener.measured(stat, sum / count);
    }
  }

  /** Adds the time since a moment, for so many events. */
  public void addMicrosSince(long nanoTime, Stat stat, long events) {
    add(stat, (System.nanoTime() - nanoTime) / 1e3, events);
  }

  /** The mean; NaN where nothing has been measured. */
  public double get(Stat stat) {
    return means.get(stat).get();
  }
}
