package dev.reinstate.replay.report;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Prediction;
import dev.reinstate.event.Rejection;
import dev.reinstate.learner.Learner;
import dev.reinstate.learner.output.LearnerStats.Stat;
import dev.reinstate.learner.reinstatement.MemoryDecoder;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.replay.ReplayListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a report tells of a run beyond its summary, gathered while it runs, in bounded memory. */
public final class RunLog implements ReplayListener {

  private static final int MEMORIES = 1 << 17;

  private final Timeline staleness = new Timeline();
  private final Timeline reinstatementError = new Timeline();
  private final Timeline memories = new Timeline();
  private final Timeline pending = new Timeline();
  private final CreditLedger credits = new CreditLedger(MEMORIES);
  private final @Nullable Gallery gallery;

  /**
   * @param recording that is replayed
   */
  public RunLog(RecordingInfo recording) {
    gallery =
        recording.shape() == null
            ? null
            : new Gallery(recording.observations(), recording.features());
  }

  @Override
  public void arrived(Event event) {
    if (gallery != null) {
      gallery.expect(event);
    }
  }

  @Override
  public void prediction(Prediction prediction) {
    if (gallery != null) {
      gallery.prediction(prediction);
    }
  }

  @Override
  public void credit(Credit credit) {
    credits.add(credit);
    if (gallery != null) {
      gallery.credit(credit);
    }
  }

  @Override
  public void rejected(Event event, Rejection reason, String message) {}

  @Override
  public void worked(long time, Learner learner, MemoryDecoder decoder) {
    staleness.add(time, learner.stats().get(Stat.EMBEDDING_STALENESS));
    reinstatementError.add(time, learner.stats().get(Stat.REINSTATEMENT_ERROR));
    memories.add(time, learner.eventCounts().get(Count.MEMORIES));
    pending.add(time, learner.eventCounts().get(Count.PENDING));
    if (gallery != null) {
      gallery.reinstate(decoder);
    }
  }

  /** Updates since the embeddings that were read were computed, mean over the last reads. */
  List<Timeline.Point> staleness() {
    return staleness.points();
  }

  /** 1 − cosine of stored and reinstated embeddings, mean over the last credits. */
  List<Timeline.Point> reinstatementError() {
    return reinstatementError.points();
  }

  /** Memories that are held. */
  List<Timeline.Point> memories() {
    return memories.points();
  }

  /** Observations that wait for feedback. */
  List<Timeline.Point> pending() {
    return pending.points();
  }

  CreditLedger credits() {
    return credits;
  }

  /** Empty unless the recording is of images. */
  List<Gallery.Piece> gallery() {
    return gallery == null ? List.of() : gallery.pieces();
  }
}
