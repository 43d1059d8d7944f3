package dev.reinstate.state.session;

import dev.reinstate.settings.FeedbackSettings;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.Trace;

/**
 * When things of a key fall due, in event time. What follows is rounded up to a sixteenth of its
 * span, so that a key has few timers; traces, of which a key may have very many, to a 64th, so that
 * few expire at once.
 */
public record DueTimes(FeedbackSettings feedback, long expireAfter) {

  private static final int STEPS_PER_SPAN = 16;
  private static final int TRACE_STEPS_PER_HORIZON = 64;

  public static DueTimes of(LearnerSettings settings) {
    return new DueTimes(settings.feedback(), settings.memory().expireAfter());
  }

  /** The last moment at which feedback for an observation counts. */
  public long horizon(long observationTime) {
    return observationTime + feedback.horizon();
  }

  /**
   * The end of a trace: its horizon. One that waits for default feedback, which falls due until
   * then, has as much time again, because the events of its key may be ahead of the watermark.
   */
  public long traceEnd(Trace trace) {
    return trace.isPending() ? lastEnd(trace.time()) : horizon(trace.time());
  }

  /** When the trace of an observation of that time ends at the latest. */
  private long lastEnd(long observationTime) {
    long horizon = horizon(observationTime);
    return feedback.defaultFeedback() == null ? horizon : horizon + feedback.horizon();
  }

  /**
   * When a trace expires.
   *
   * @param end its end
   */
  long trace(long end) {
    return roundUp(end, feedback.horizon(), TRACE_STEPS_PER_HORIZON);
  }

  /**
   * When the last trace of a key expires at the latest.
   *
   * @param lastRead time of its latest observation
   */
  long lastTrace(long lastRead) {
    return trace(lastEnd(lastRead));
  }

  /** When feedback that waits for its observation is given up. */
  long held(long feedbackTime) {
    return roundUp(feedbackTime + feedback.earlyWait(), feedback.earlyWait(), STEPS_PER_SPAN);
  }

  /** When an observation's memory expires. */
  public long memory(long observationTime) {
    return roundUp(observationTime + expireAfter, expireAfter, STEPS_PER_SPAN);
  }

  private static long roundUp(long time, long span, int steps) {
    long step = Math.max(1, span / steps);
    return -Math.floorDiv(-time, step) * step;
  }
}
