package dev.reinstate.learner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Feedback that is learned from again. Consecutive feedbacks look alike, and plain steps fit the
 * network to them alone; so each batch of new ones comes with some of about the last day.
 */
final class Rehearsal {

  private final int perBatch;
  private final int batch;
  private final Sample<Rehearsed> sample;

  Rehearsal(LearnerSettings settings) {
    LearnerSettings.Rehearsing rehearsing = settings.rehearsal();
    perBatch = rehearsing.perBatch();
    batch = settings.training().batch();
    sample =
        new Sample<>(Rehearsed::bytes, rehearsing.window(), rehearsing.bytes(), settings.seed());
  }

  boolean enabled() {
    return perBatch > 0;
  }

  /** The part of each step's gradient that new feedback has. */
  float shareOfNew() {
    return (float) batch / (batch + perBatch);
  }

  /** What is learned from again with the feedback that comes next. */
  List<Rehearsed> draw() {
    long n = perBatch;
    return sample.draw((sample.offers() + 1) * n / batch - sample.offers() * n / batch);
  }

  /**
   * A feedback was learned from, and may be kept.
   *
   * @param now its event time
   */
  void learned(Rehearsed example, long now) {
    sample.offer(example, now);
  }

  /** Nothing of a key may be learned from again. */
  void forget(String key) {
    sample.removeIf(example -> example.key().equals(key));
  }

  /** Bytes that are kept. */
  long bytes() {
    return sample.bytes();
  }

  void save(DataOutput out) throws IOException {
    SampleFormat.write(sample, Rehearsed::write, out);
  }

  /** Goes on from what one or several subtasks saved, one after the other. */
  void restore(DataInput in) throws IOException {
    SampleFormat.read(in, Rehearsed::read, sample);
  }
}
