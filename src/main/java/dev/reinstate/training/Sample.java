package dev.reinstate.training;

import java.util.ArrayList;
import java.util.BitSet;
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
  private final BitSet changed = new BitSet();
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

  private boolean add(T item) {
    boolean fits = !full(item);
    if (fits) {
      changed.set(kept.size());
      kept.add(item);
      bytes += size.applyAsLong(item);
    }
    return fits;
  }

  private void remove(int index) {
    bytes -= size.applyAsLong(kept.get(index));
    T last = kept.remove(kept.size() - 1);
    changed.set(kept.size());
    if (index < kept.size()) {
      changed.set(index);
      kept.set(index, last);
    }
  }

  /** Drops what must not be kept. */
  void removeIf(Predicate<T> dropped) {
    for (int index = kept.size() - 1; index >= 0; index--) {
      if (dropped.test(kept.get(index))) {
        remove(index);
      }
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

  /** What is kept, each item at its place. */
  List<T> kept() {
    return kept;
  }

  /** Places whose item changed, to be cleared by whoever keeps it elsewhere too. */
  BitSet changed() {
    return changed;
  }

  SampleCounts counts() {
    return new SampleCounts(offers, rate, time);
  }

  /** Adds what others have counted. */
  void restore(SampleCounts counts) {
    SampleCounts sum = counts().plus(counts);
    offers = sum.offers();
    rate = sum.rate();
    time = sum.time();
  }

  /** Puts an item back at the next place, and returns whether there was room. */
  boolean restore(T item) {
    return add(item);
  }
}
