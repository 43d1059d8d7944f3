package dev.reinstate.learner;

import dev.reinstate.learner.LearnerSettings.Rehearsing;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Feedback that is learned from again. Consecutive feedbacks look alike, and plain steps fit the
 * network to them alone; so each batch of new ones comes with some of about the last day.
 *
 * <p>Kept is a random sample that takes a bounded number of bytes. A new feedback enters it with
 * the probability that keeps its mean age at the window, and takes the place of random ones. What
 * is drawn depends on the seed and on the order of feedback alone.
 */
final class Rehearsal {

  private static final int FORMAT = 1;

  private final Rehearsing settings;
  private final int batch;
  private final long seed;
  private final List<Rehearsed> kept = new ArrayList<>();
  private long bytes;
  private long feedback;

  /** Feedbacks within a window, each counting e^(−age/window). */
  private double rate;

  private long time = Long.MIN_VALUE;

  Rehearsal(LearnerSettings settings) {
    this.settings = settings.rehearsal();
    batch = settings.training().batch();
    seed = settings.seed();
  }

  /** The part of each step's gradient that new feedback has. */
  float shareOfNew() {
    return (float) batch / (batch + settings.perBatch());
  }

  boolean enabled() {
    return settings.perBatch() > 0;
  }

  /** What is learned from again with the feedback that comes next. */
  List<Rehearsed> draw() {
    long n = settings.perBatch();
    long count = (feedback + 1) * n / batch - feedback * n / batch;
    if (kept.isEmpty() || count == 0) {
      return List.of();
    }
    SplittableRandom random = new SplittableRandom(2 * (seed + feedback));
    List<Rehearsed> drawn = new ArrayList<>((int) count);
    for (long i = 0; i < count; i++) {
      drawn.add(kept.get(random.nextInt(kept.size())));
    }
    return drawn;
  }

  /**
   * A feedback was learned from, and may be kept.
   *
   * @param now its event time
   */
  void learned(Rehearsed example, long now) {
    if (now > time) {
      rate *= time == Long.MIN_VALUE ? 0 : Math.exp((double) (time - now) / settings.window());
      time = now;
    }
    rate++;
    SplittableRandom random = new SplittableRandom(2 * (seed + feedback) + 1);
    feedback++;
    if (bytes + example.bytes() > settings.bytes()) {
      if (random.nextDouble() * rate >= kept.size()) {
        return;
      }
      while (!kept.isEmpty() && bytes + example.bytes() > settings.bytes()) {
        remove(random.nextInt(kept.size()));
      }
    }
    if (bytes + example.bytes() <= settings.bytes()) {
      kept.add(example);
      bytes += example.bytes();
    }
  }

  private void remove(int index) {
    bytes -= kept.get(index).bytes();
    Rehearsed last = kept.remove(kept.size() - 1);
    if (index < kept.size()) {
      kept.set(index, last);
    }
  }

  /** Nothing of a key may be learned from again. */
  void forget(String key) {
    kept.removeIf(example -> example.key().equals(key));
    bytes = kept.stream().mapToLong(Rehearsed::bytes).sum();
  }

  /** Bytes that are kept. */
  long bytes() {
    return bytes;
  }

  void save(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeLong(feedback);
    out.writeDouble(rate);
    out.writeLong(time);
    out.writeInt(kept.size());
    for (Rehearsed example : kept) {
      example.write(out);
    }
  }

  /** Goes on from what one or several subtasks saved, one after the other. */
  void restore(DataInput in) throws IOException {
    int format = in.readUnsignedByte();
    if (format != FORMAT) {
      throw new IOException(
          "rehearsal has format %d; this version reads format %d".formatted(format, FORMAT));
    }
    feedback += in.readLong();
    rate += in.readDouble();
    time = Math.max(time, in.readLong());
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      Rehearsed example = Rehearsed.read(in);
      if (bytes + example.bytes() <= settings.bytes()) {
        kept.add(example);
        bytes += example.bytes();
      }
    }
  }
}
