package dev.reinstate.evaluation.baseline;

import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.evaluation.metric.RunningMean;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.memory.Neighbours;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rate of each label among the k observations of the key whose features are nearest, by
 * Euclidean distance in their {@link StandardScale}, out of as many as the learner remembers; the
 * rate over all keys counts in as one more neighbour. The same with means for values.
 */
final class NearestNeighbours implements Baseline {

  /** Bytes of features that are kept; keys that were asked for longest ago make room. */
  private static final long MAX_BYTES = 1 << 28;

  /** About what a row takes beside its numbers. */
  private static final int ROW_BYTES = 32;

  private static final int FIRST_SIZE = 8;
  private static final Remembered NOTHING = new Remembered(0);

  private final PredictionTask outcomes;
  private final int capacity;
  private final RunningMean all;
  private final StandardScale scale = new StandardScale();
  private final Neighbours nearest;
  private final Map<String, Remembered> byKey = new LinkedHashMap<>(16, .75f, true);
  private final long maxBytes;
  private long bytes;

  NearestNeighbours(PredictionTask outcomes, int capacity, int k) {
    this(outcomes, capacity, k, MAX_BYTES);
  }

  NearestNeighbours(PredictionTask outcomes, int capacity, int k, long maxBytes) {
    this.outcomes = outcomes;
    this.maxBytes = maxBytes;
    this.capacity = capacity;
    this.all = RunningMean.ofEachLabelOnce(outcomes);
    this.nearest = new Neighbours(k);
  }

  @Override
  public String name() {
    return "kNN";
  }

  @Override
  public Answer predict(Observation observation) {
    scale.add(observation.features());
    float[] x = standard(observation);
    Remembered own = byKey.getOrDefault(observation.key(), NOTHING);
    nearest.clear();
    for (int slot = 0; slot < own.size; slot++) {
      nearest.offer(slot, -squaredDistance(x, own.features[slot]));
    }
    RunningMean near = new RunningMean(outcomes);
    for (int rank = 0; rank < nearest.count(); rank++) {
      near.add(own.targets[nearest.slot(rank)]);
    }
    return Answer.of(near.towards(all.mean(), 1));
  }

  @Override
  public void learn(Observation observation, Feedback feedback, float[] seen) {
    all.add(feedback.target());
    Remembered own = byKey.computeIfAbsent(observation.key(), key -> new Remembered(capacity));
    int before = own.size;
    own.add(standard(observation), feedback.target());
    bytes += (own.size - before) * bytes(observation.features());
    Iterator<Remembered> longestAgo = byKey.values().iterator();
    while (bytes > maxBytes && byKey.size() > 1) {
      Remembered forgotten = longestAgo.next();
      for (int slot = 0; slot < forgotten.size; slot++) {
        bytes -= bytes(forgotten.features[slot]);
      }
      longestAgo.remove();
    }
  }

  private float[] standard(Observation observation) {
    float[] x = new float[observation.features().length];
    scale.write(observation.features(), x, 0);
    return x;
  }

  private static long bytes(float[] features) {
    return ROW_BYTES + (long) Float.BYTES * features.length;
  }

  /** Four sums, so that the processor need not wait for each addition. */
  private static float squaredDistance(float[] a, float[] b) {
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      float d0 = a[i] - b[i];
      float d1 = a[i + 1] - b[i + 1];
      float d2 = a[i + 2] - b[i + 2];
      float d3 = a[i + 3] - b[i + 3];
      sum0 += d0 * d0;
      sum1 += d1 * d1;
      sum2 += d2 * d2;
      sum3 += d3 * d3;
    }
    for (; i < a.length; i++) {
      sum0 += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  /** The observations of a key whose labels became known last. */
  private static final class Remembered {

    private final int capacity;
    private float[][] features = new float[FIRST_SIZE][];
    private double[] targets = new double[FIRST_SIZE];
    private int size;
    private int oldest;

    private Remembered(int capacity) {
      this.capacity = capacity;
    }

    private void add(float[] x, double target) {
      int slot = size < capacity ? size++ : oldest;
      oldest = size < capacity ? 0 : (slot + 1) % capacity;
      if (slot == features.length) {
        int more = Math.min(capacity, 2 * slot);
        features = Arrays.copyOf(features, more);
        targets = Arrays.copyOf(targets, more);
      }
      features[slot] = x;
      targets[slot] = target;
    }
  }
}
