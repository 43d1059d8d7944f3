package dev.reinstate.event;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts of what happened to every event. They balance: feedback sent = matched + duplicate +
 * ignored + orphan + late + capped + malformed + forgotten + still held; early and repeated are
 * parts of matched; defaulted is outside sent; learned is a part of matched + defaulted, and so are
 * those whose gradients were dropped or whose targets were limited. Observations = predictions +
 * predictionsNotFinite + duplicate + forgotten. Credits emitted = matched + defaulted −
 * creditsNotFinite.
 */
public final class EventCounts {

  /** The names are those of the summary and of the metrics. */
  public enum Count {
    OBSERVATIONS("observations"),
    OBSERVATIONS_DUPLICATE("observationsDuplicate"),
    /** Deleted before their turn came. */
    OBSERVATIONS_FORGOTTEN("observationsForgotten"),
    PREDICTIONS("predictions"),
    /** They were not emitted. */
    PREDICTIONS_NOT_FINITE("predictionsNotFinite"),
    FEEDBACK("feedback"),
    MATCHED("matched"),
    EARLY("early"),
    DUPLICATE("duplicate"),
    REPEATED("repeated"),
    /** Their gradients went to the trainer. */
    LEARNED("learned"),
    /** Of these: their gradients were far beyond those of others, and were left out. */
    GRADIENTS_DROPPED("gradientsDropped"),
    /** Matched or defaulted; their memories got values that are no extremes. */
    TARGETS_LIMITED("targetsLimited"),
    /** They were not emitted, of matched or defaulted feedback whose values count all the same. */
    CREDITS_NOT_FINITE("creditsNotFinite"),
    IGNORED("ignored"),
    ORPHAN("orphan"),
    LATE("late"),
    /** Its observation has as many as it may have. */
    CAPPED("capped"),
    /** Deleted before its turn or its observation came. */
    FORGOTTEN("forgotten"),
    DEFAULTED("defaulted"),
    FORGETS("forgets"),
    HELD("held"),
    PENDING("pending"),
    /** Held and readable, over all keys. */
    MEMORIES("memories"),
    EVICTED("memoriesEvicted"),
    MEMORIES_FORGOTTEN("memoriesForgotten"),
    CREDITS_LOST_TO_EVICTION("creditsLostToEviction"),
    /** Their embeddings were computed anew, by touch or by sweep. */
    REFRESHED("memoriesRefreshed");

    private static final Set<Count> LEVELS = EnumSet.of(HELD, PENDING, MEMORIES);

    private final String label;

    Count(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    /** Whether it says how many there are at this moment; all others only grow. */
    public boolean isLevel() {
      return LEVELS.contains(this);
    }
  }

  private final long[] counts = new long[Count.values().length];

  public void add(Count count, long n) {
    counts[count.ordinal()] += n;
  }

  public void increment(Count count) {
    counts[count.ordinal()]++;
  }

  public long get(Count count) {
    return counts[count.ordinal()];
  }

  /** Adds others' counts. */
  public void addAll(Map<Count, Long> other) {
    other.forEach(this::add);
  }

  public Map<Count, Long> toMap() {
    Map<Count, Long> map = new EnumMap<>(Count.class);
    for (Count count : Count.values()) {
      map.put(count, get(count));
    }
    return map;
  }
}
