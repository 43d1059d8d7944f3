package dev.reinstate.learner.reinstatement;

import dev.reinstate.event.Event;
import dev.reinstate.model.Model;
import dev.reinstate.state.RecordedRead;
import dev.reinstate.state.Trace;
import dev.reinstate.state.session.KeySession;
import java.util.function.Function;

/** Which read a feedback credits: {@code credit.read}. */
public interface CreditedReads {

  /** The read that was recorded when the observation was predicted. */
  CreditedReads RECORDED =
      new CreditedReads() {
        @Override
        public void beginSegment(
            Iterable<? extends Event> released,
            Iterable<? extends Event> events,
            Function<String, KeySession> sessions,
            Model model) {}

        @Override
        public RecordedRead of(KeySession session, String observationId, Trace trace) {
          return trace.read();
        }
      };

  /**
   * Begins a segment, to which {@link #of} belongs from then on.
   *
   * @param released feedback that is matched first
   * @param events what comes then
   * @param model as it is throughout the segment
   */
  void beginSegment(
      Iterable<? extends Event> released,
      Iterable<? extends Event> events,
      Function<String, KeySession> sessions,
      Model model);

  /** The read that feedback for an observation credits, as memory is at this moment. */
  RecordedRead of(KeySession session, String observationId, Trace trace);
}
