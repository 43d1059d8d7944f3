package dev.reinstate.training;

import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.RehearsalSettings;
import dev.reinstate.state.KeyedSample;
import dev.reinstate.state.Rehearsed;
import java.util.List;

/**
 * Feedback that is learned from again. Consecutive feedbacks look alike, and plain steps fit the
 * network to them alone; so each batch of new ones comes with some of about the last day.
 */
public final class Rehearsal {

  private final int perBatch;
  private final int batch;
  private final Sample<Rehearsed> sample;
  private final SavedSample<Rehearsed> saved;

  /**
   * @param state that has it too
   */
  public Rehearsal(LearnerSettings settings, KeyedSample<Rehearsed> state) {
    RehearsalSettings rehearsing = settings.rehearsal();
    perBatch = rehearsing.perBatch();
    batch = settings.training().batch();
    // an example has what every source gave; fewer examples would each be learned from more often
    long bytes = enabled() ? rehearsing.bytes() * settings.spaces().sources() : 0;
    sample = new Sample<>(Rehearsed::bytes, rehearsing.window(), bytes, settings.seed());
    saved = new SavedSample<>(sample, state, Rehearsed::readFormer);
  }

  public boolean enabled() {
    return perBatch > 0;
  }

  /** The part of each step's gradient that new feedback has. */
  public float shareOfNew() {
    return (float) batch / (batch + perBatch);
  }

  /** What is learned from again with the feedback that comes next. */
  public List<Rehearsed> draw() {
    long n = perBatch;
    return sample.draw((sample.offers() + 1) * n / batch - sample.offers() * n / batch);
  }

  /**
   * A feedback was learned from, and may be kept.
   *
   * @param now its event time
   */
  public void learned(Rehearsed example, long now) {
    sample.offer(example, now);
  }

  /** What may be learned from again, as the state has it too. */
  public SavedSample<Rehearsed> saved() {
    return saved;
  }

  /** Bytes that are kept. */
  long bytes() {
    return sample.bytes();
  }
}
