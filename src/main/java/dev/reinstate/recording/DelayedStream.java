package dev.reinstate.recording;

import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes a recording of one observation a second, numbered from 1, each of which gets its feedback
 * a number of events later: just before the observation that comes then, since feedback goes first
 * where times are equal.
 */
public final class DelayedStream implements AutoCloseable {

  static final String FEEDBACK_ID = "label";

  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final long STEP_MILLIS = 1000;

  private final RecordingWriter writer;
  private final LongUnaryOperator delay;
  private final PriorityQueue<Feedback> waiting = new PriorityQueue<>(EventOrder.INSTANCE);
  private final LongConsumer progress;
  private long events;

  /**
   * @param delay of feedback, in events, at least 1
   * @param progress is told how many observations are written
   */
  public DelayedStream(Path folder, RecordingInfo info, int delay, LongConsumer progress) {
    this(folder, info, event -> delay, progress);
  }

  /**
   * @param delay of the feedback of each observation, numbered from 0, in events, at least 1
   */
  public DelayedStream(
      Path folder, RecordingInfo info, LongUnaryOperator delay, LongConsumer progress) {
    this.writer = new RecordingWriter(folder, info);
    this.delay = delay;
    this.progress = progress;
  }

  /** The id that the next observation gets. */
  public String nextId() {
    return Long.toString(events + 1);
  }

  /**
   * Writes the next observation and its feedback.
   *
   * @param label its class
   * @param group that it is scored with
   * @param cause the observation that explains its label, or null
   */
  public void append(
      String key, float[] features, int label, String group, @Nullable String cause) {
    String id = nextId();
    write(key, id, features, label);
    writer.truth(new Truth(id, group, cause));
  }

  /** Writes the next observation and its feedback, without a truth: it is in no group. */
  public void append(String key, float[] features, int label) {
    write(key, nextId(), features, label);
  }

  private void write(String key, String id, float[] features, int label) {
    long time = START + events * STEP_MILLIS;
    writeFeedback(time);
    writer.observation(new Observation(key, id, time, features));
    waiting.add(
        new Feedback(
            key,
            FEEDBACK_ID,
            id,
            time + delay.applyAsLong(events) * STEP_MILLIS,
            time,
            label,
            1f,
            Feedback.Origin.NONE));
    events++;
    progress.accept(events);
  }

  private void writeFeedback(long until) {
    while (!waiting.isEmpty() && waiting.peek().time() <= until) {
      writer.feedback(waiting.poll());
    }
  }

  public RecordingInfo finish() {
    writeFeedback(Long.MAX_VALUE);
    return writer.finish();
  }

  @Override
  public void close() {
    writer.close();
  }
}
