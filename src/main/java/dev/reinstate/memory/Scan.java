package dev.reinstate.memory;

import dev.reinstate.compute.Similarity;
import org.jspecify.annotations.Nullable;

/**
 * Searches a key's pages for the best memories of each head, one page after the other. What age
 * takes off a score is computed for few pages of many: the age of the page's youngest bounds all
 * its scores from above, and most memories are out by that bound. Keeps scratch space, which keys
 * of one layout share, and serves one thread.
 */
public final class Scan {

  /** Makes a bound of a logarithm hold in spite of rounding. */
  private static final double BELOW = 1 - 1e-12;

  /** All slots. */
  private static final long ALL = -1;

  private final MemoryLayout layout;
  private final CodeNumbers codeNumbers;
  private final DotKernel kernel;
  private final float[] dots = new float[Page.SLOTS];
  private final double[] similarities = new double[Page.SLOTS];
  private final double[] ages = new double[Page.SLOTS];
  private final float[] squaredNorms;
  private final boolean norms;

  /** None before a search begins. */
  @SuppressWarnings("NullAway.Init")
  private Query query;

  /** ‖c‖² of the query's code. */
  private float squaredCode;

  /** A bit for each slot of the page whose age is known. */
  private long known;

  /**
   * @param layout of the keys' memories
   * @param codeNumbers what a head that compares codes sees of them
   */
  public Scan(MemoryLayout layout, CodeNumbers codeNumbers) {
    this.layout = layout;
    this.codeNumbers = codeNumbers;
    kernel = DotKernel.fastest();
    squaredNorms = new float[layout.heads()];
    norms = layout.similarity().goesByNorms();
  }

  MemoryLayout layout() {
    return layout;
  }

  /** Begins a search. */
  void begin(Query query) {
    this.query = query;
    int size = layout.headDimension();
    for (int head = 0; head < squaredNorms.length; head++) {
      squaredNorms[head] =
          norms ? squaredNorm(query.vector(), query.from() + head * size, size) : 0;
    }
    if (layout.hasCodeHead()) {
      squaredCode = CodeColumns.squaredLength(query.code(), query.codeFrom(), layout.codeSize());
    }
  }

  private static float squaredNorm(float[] vector, int from, int size) {
    float sum = 0;
    for (int i = from; i < from + size; i++) {
      sum += vector[i] * vector[i];
    }
    return sum;
  }

  /**
   * Takes a page's memories of observations before a time, or at it with a lower id, into account.
   *
   * @param codes the page's, where a head compares them
   * @param first the number of its first slot
   */
  void page(
      Page page, @Nullable CodePage codes, int first, long time, String id, Neighbours[] found) {
    known = 0;
    double youngest = query.age(page.latest()) * BELOW;
    if (codes != null) {
      int head = layout.heads();
      codes
          .columns(layout, codeNumbers)
          .similarities(kernel, query.code(), query.codeFrom(), squaredCode, dots);
      offerDots(page, first, head, youngest, time, id, found[head]);
    }
    for (int head = 0; head < layout.heads(); head++) {
      int size = layout.headDimension();
      page.dots(kernel, head, layout.heads(), query.vector(), query.from() + head * size, dots);
      if (layout.similarity() == Similarity.UNIT_DOT) {
        offerDots(page, first, head, youngest, time, id, found[head]);
      } else {
        compare(page, head);
        offer(page, first, head, youngest, time, id, found[head]);
      }
    }
  }

  /** Computes a head's similarities of its dot products. */
  private void compare(Page page, int head) {
    Similarity similarity = layout.similarity();
    int size = layout.headDimension();
    float qq = squaredNorms[head];
    float @Nullable [] mm = norms ? page.squaredNorms(layout.heads()) : null;
    for (int slot = 0; slot < Page.SLOTS; slot++) {
      float norm = mm == null ? 0 : mm[head * Page.SLOTS + slot];
      similarities[slot] = similarity.of(dots[slot], qq, norm, size);
    }
  }

  /** Offers a page whose dot products are the similarities: of most pages, none is found. */
  private void offerDots(
      Page page, int first, int head, double youngest, long time, String id, Neighbours best) {
    if ((float) (kernel.largest(dots) - off(head, youngest)) < best.threshold()) {
      return;
    }
    for (int slot = 0; slot < Page.SLOTS; slot++) {
      similarities[slot] = dots[slot];
    }
    offer(page, first, head, youngest, time, id, best);
  }

  private double decay(int head) {
    return query.aged() ? query.decays()[head] : 0;
  }

  /** What age takes off a page's scores at least. */
  private double off(int head, double youngest) {
    return decay(head) * youngest;
  }

  private void offer(
      Page page, int first, int head, double youngest, long time, String id, Neighbours best) {
    double decay = decay(head);
    double off = off(head, youngest);
    float threshold = best.threshold();
    if (query.aged() && Float.isNaN(threshold)) {
      // most of them are asked for
      query.ages(page.times, ages);
      known = ALL;
    }
    for (int slot = 0; slot < Page.SLOTS; slot++) {
      double alike = similarities[slot];
      // the negation lets all in while the threshold is not a number
      if (!((float) (alike - off) < threshold)
          && page.occupied(slot)
          && page.isBefore(slot, time, id)) {
        double score = query.aged() ? alike - decay * age(page, slot) : alike;
        best.offer(first + slot, (float) score);
        threshold = best.threshold();
      }
    }
  }

  private double age(Page page, int slot) {
    if ((known >>> slot & 1) == 0) {
      ages[slot] = query.age(page.times[slot]);
      known |= 1L << slot;
    }
    return ages[slot];
  }

  /**
   * Computes the score of a memory for each head, in the bits that a search gives it.
   *
   * @param to receives them
   * @param at where that of the first head goes
   * @param step from one head's to the next's
   */
  void scores(Page page, @Nullable CodePage codes, int slot, double[] to, int at, int step) {
    int size = layout.headDimension();
    double age = query.age(page.times[slot]);
    if (codes != null) {
      int head = layout.heads();
      double alike =
          codes
              .columns(layout, codeNumbers)
              .similarity(slot, query.code(), query.codeFrom(), squaredCode);
      to[at + head * step] = query.aged() ? alike - query.decays()[head] * age : alike;
    }
    for (int head = 0; head < layout.heads(); head++) {
      int from = query.from() + head * size;
      float dot = page.dot(slot, head, layout.heads(), query.vector(), from);
      float norm = norms ? page.squaredNorms(layout.heads())[head * Page.SLOTS + slot] : 0;
      double alike = layout.similarity().of(dot, squaredNorms[head], norm, size);
      to[at + head * step] = query.aged() ? alike - query.decays()[head] * age : alike;
    }
  }
}
