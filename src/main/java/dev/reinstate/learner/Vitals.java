package dev.reinstate.learner;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a learner measures of its work beside its {@link Books}: means over what came lately, since
 * it was started. Plain numbers, for whoever shows them.
 */
public final class Vitals {

  private static final int BATCHES = 64;
  private static final int EVENTS = 4096;

  /** What is measured. Micros are of wall time; other times are milliseconds of event time. */
  public enum Vital {
    /** Events of a micro-batch. */
    MICRO_BATCH_SIZE(BATCHES),
    /** Code and embedding of an observation. */
    EMBED_MICROS(EVENTS),
    /** The read of an observation and its prediction, state access included. */
    READ_MICROS(EVENTS),
    /** Reinstatement, gradient and credit of a feedback. */
    RECOMPUTE_MICROS(EVENTS),
    /** From an observation to its first feedback. */
    FEEDBACK_DELAY(EVENTS),
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

    Vital(int window) {
      this.window = window;
    }
  }

  private final Map<Vital, RecentMean> means = new EnumMap<>(Vital.class);

  Vitals() {
    for (Vital vital : Vital.values()) {
      means.put(vital, new RecentMean(vital.window));
    }
  }

  void add(Vital vital, double sum, long count) {
    means.get(vital).add(sum, count);
  }

  /** Adds the time since a moment, for so many events. */
  void addMicrosSince(long nanoTime, Vital vital, long events) {
    add(vital, (System.nanoTime() - nanoTime) / 1e3, events);
  }

  /** The mean; NaN where nothing has been measured. */
  public double get(Vital vital) {
    return means.get(vital).get();
  }
}
