package dev.reinstate.cli;

import dev.reinstate.state.session.SpaceKey;
import dev.reinstate.stream.state.KeyView;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code inspect} prints. What does not apply is null.
 *
 * @param modelVersion optimiser steps of the embedding network
 * @param keys how many have anything
 * @param pending observations that wait for feedback
 * @param held feedbacks that wait for their observation
 * @param waiting events that wait for their turn
 * @param spaces what each named space has, by its name; null where there is none
 * @param oldestMemory event time in milliseconds since 1970
 * @param newestMemory event time in milliseconds since 1970
 * @param oldestPending event time in milliseconds since 1970
 * @param largestKey that with most memories; of a space, as people read it
 * @param settings that the savepoint can only be used with
 */
record SavepointSummary(
    long modelVersion,
    long keys,
    long memories,
    long pending,
    long held,
    long waiting,
    @Nullable Map<String, OfSpace> spaces,
    @Nullable Long oldestMemory,
    @Nullable Long newestMemory,
    @Nullable Long oldestPending,
    String largestKey,
    long memoriesOfLargestKey,
    Values values,
    Staleness staleness,
    Map<String, String> settings) {

  /**
   * What feedback said of the memories.
   *
   * @param counts how often each value is there; null where there are more than 32
   */
  record Values(
      @Nullable Double mean,
      @Nullable Double min,
      @Nullable Double max,
      @Nullable Map<Double, Long> counts) {}

  /**
   * What a space has.
   *
   * @param keys of the space, a key's shards each by itself
   */
  record OfSpace(long keys, long memories) {

    private OfSpace plus(OfSpace other) {
      return new OfSpace(keys + other.keys, memories + other.memories);
    }
  }

  /** Model updates since the embeddings of memories were computed. */
  record Staleness(
      @Nullable Double mean, @Nullable Long p50, @Nullable Long p99, @Nullable Long max) {}

  /** Adds keys up one by one. */
  static final class Builder {

    private static final int MAX_VALUES = 32;

    private final long version;
    private final TreeMap<Double, Long> values = new TreeMap<>();
    private final TreeMap<Long, Long> staleness = new TreeMap<>();
    private boolean manyValues;
    private double valueSum;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double stalenessSum;
    private final TreeMap<String, OfSpace> spaces = new TreeMap<>();
    private long keys;
    private long memories;
    private long pending;
    private long held;
    private long waiting;
    private long oldest = Long.MAX_VALUE;
    private long newest = Long.MIN_VALUE;
    private long oldestPending = Long.MAX_VALUE;
    private String largestKey;
    private long memoriesOfLargestKey;

    /**
     * @param version of the savepoint's model
     */
    Builder(long version) {
      this.version = version;
    }

    void add(KeyView key) {
      keys++;
      held += key.held();
      waiting += key.waiting();
      pending += key.pendingTimes().length;
      for (long time : key.pendingTimes()) {
        oldestPending = Math.min(oldestPending, time);
      }
      memories += key.ids().length;
      if (key.ids().length > memoriesOfLargestKey) {
        memoriesOfLargestKey = key.ids().length;
        largestKey = SpaceKey.isOne(key.key()) ? SpaceKey.of(key.key()).toString() : key.key();
      }
      if (SpaceKey.isOne(key.key())) {
        spaces.merge(
            SpaceKey.of(key.key()).space(), new OfSpace(1, key.ids().length), OfSpace::plus);
      }
      for (int i = 0; i < key.ids().length; i++) {
        oldest = Math.min(oldest, key.times()[i]);
        newest = Math.max(newest, key.times()[i]);
        addValue(key.values()[i]);
        long stale = version - key.versions()[i];
        stalenessSum += stale;
        staleness.merge(stale, 1L, Long::sum);
      }
    }

    private void addValue(double value) {
      valueSum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
      if (!manyValues) {
        values.merge(value, 1L, Long::sum);
        manyValues = values.size() > MAX_VALUES;
      }
    }

    SavepointSummary build(Map<String, String> settings) {
      boolean any = memories > 0;
      return new SavepointSummary(
          version,
          keys,
          memories,
          pending,
          held,
          waiting,
          spaces.isEmpty() ? null : spaces,
          any ? oldest : null,
          any ? newest : null,
          pending > 0 ? oldestPending : null,
          largestKey,
          memoriesOfLargestKey,
          any
              ? new Values(valueSum / memories, min, max, manyValues ? null : values)
              : new Values(null, null, null, null),
          any
              ? new Staleness(
                  stalenessSum / memories, quantile(0.5), quantile(0.99), staleness.lastKey())
              : new Staleness(null, null, null, null),
          settings);
    }

    /** The least staleness that so large a share of the memories is not above. */
    private long quantile(double share) {
      long seen = 0;
      for (Map.Entry<Long, Long> entry : staleness.entrySet()) {
        seen += entry.getValue();
        if (seen >= share * memories) {
          return entry.getKey();
        }
      }
      throw new IllegalStateException("the shares of all memories are 1 in all");
    }
  }

  String toText() {
    StringBuilder text = new StringBuilder();
    line(text, "model version", "%,d", modelVersion);
    line(text, "keys", "%,d", keys);
    line(text, "memories", "%,d", memories);
    if (spaces != null) {
      spaces.forEach(
          (name, of) -> line(text, "", "%s: %,d of %,d keys", name, of.memories(), of.keys()));
    }
    if (memories > 0) {
      line(
          text,
          "",
          "observed from %s to %s",
          Instant.ofEpochMilli(oldestMemory),
          Instant.ofEpochMilli(newestMemory));
      line(text, "", "most of a key: %,d of %s", memoriesOfLargestKey, largestKey);
      line(
          text,
          "values",
          "mean %.4g, from %.4g to %.4g%s",
          values.mean(),
          values.min(),
          values.max(),
          values.counts() == null ? "" : "; " + values.counts());
      line(
          text,
          "staleness",
          "mean %.1f, median %,d, 99 %% at most %,d, largest %,d",
          staleness.mean(),
          staleness.p50(),
          staleness.p99(),
          staleness.max());
    }
    line(
        text,
        "pending",
        "%,d observations wait for feedback%s",
        pending,
        pending == 0 ? "" : ", the oldest from " + Instant.ofEpochMilli(oldestPending));
    line(text, "held", "%,d feedbacks wait for their observation", held);
    line(text, "waiting", "%,d events wait for their turn", waiting);
    settings.forEach(
        (key, value) -> line(text, key.equals(first()) ? "settings" : "", "%s: %s", key, value));
    return text.toString().stripTrailing();
  }

  private String first() {
    return settings.keySet().iterator().next();
  }

  private static void line(StringBuilder text, String name, String format, Object... values) {
    text.append("  %-15s".formatted(name))
        .append(format.formatted(values))
        .append("%n".formatted());
  }
}
