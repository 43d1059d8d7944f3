package dev.reinstate.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * A random sample of what came, that takes a bounded number of bytes. Once these are used up, what
 * is new enters with the probability that keeps the mean age at the window, in the place of random
 * others. What is in it depends on the seed and on the order of offers alone.
 */
final class Sample<T> {

  private final ToLongFunction<T> size;
  private final long window;
  private final long limit;
  private final long seed;
  private final List<T> kept = new ArrayList<>();
  private long bytes;
  private long offers;

  /** What came within a window, each counting e^(−age/window). */
  private double rate;

  private long time = Long.MIN_VALUE;

  /**
   * @param size bytes of an item
   * @param window mean age, in milliseconds of event time
   * @param limit bytes of all items together
   */
  Sample(ToLongFunction<T> size, long window, long limit, long seed) {
    this.size = size;
    this.window = window;
    this.limit = limit;
    this.seed = seed;
  }

  /** Draws so many at random, with repetition; none where nothing is kept. */
  List<T> draw(long count) {
    if (kept.isEmpty() || count == 0) {
      return List.of();
    }
    SplittableRandom random = new SplittableRandom(2 * (seed + offers));
    List<T> drawn = new ArrayList<>((int) count);
    for (long i = 0; i < count; i++) {
      drawn.add(kept.get(random.nextInt(kept.size())));
    }
    return drawn;
  }

  /**
   * Something came.
   *
   * @param now its event time
   */
  void offer(T item, long now) {
    if (now > time) {
      rate *= time == Long.MIN_VALUE ? 0 : Math.exp(((double) time - now) / window);
      time = now;
    }
    rate++;
    SplittableRandom random = new SplittableRandom(2 * (seed + offers) + 1);
    offers++;
    if (full(item) && random.nextDouble() * rate >= kept.size()) {
      return;
    }
    while (full(item) && !kept.isEmpty()) {
      remove(random.nextInt(kept.size()));
    }
    add(item);
  }

  private boolean full(T item) {
    return bytes + size.applyAsLong(item) > limit;
  }

  private void add(T item) {
    if (!full(item)) {
      kept.add(item);
      bytes += size.applyAsLong(item);
    }
  }

  private void remove(int index) {
    bytes -= size.applyAsLong(kept.get(index));
    T last = kept.remove(kept.size() - 1);
    if (index < kept.size()) {
      kept.set(index, last);
    }
  }

  /** Drops what must not be kept. */
  void removeIf(Predicate<T> dropped) {
    if (kept.removeIf(dropped)) {
      bytes = kept.stream().mapToLong(size).sum();
    }
  }

  /** How many came. */
  long offers() {
    return offers;
  }

  /** Bytes that are kept. */
  long bytes() {
    return bytes;
  }

  List<T> kept() {
    return kept;
  }

  /** What came within a window. */
  double rate() {
    return rate;
  }

  /** The latest event time; the least long before anything came. */
  long time() {
    return time;
  }

  /** Goes on from a sample that was saved; of several, one after the other. */
  void restore(long offers, double rate, long time, List<T> kept) {
    this.offers += offers;
    this.rate += rate;
    this.time = Math.max(this.time, time);
    kept.forEach(this::add);
  }
}
