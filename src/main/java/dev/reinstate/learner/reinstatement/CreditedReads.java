package dev.reinstate.learner.reinstatement;

import dev.reinstate.event.Event;
import dev.reinstate.model.Model;
import dev.reinstate.state.RecordedRead;
import dev.reinstate.state.Trace;
import dev.reinstate.state.session.MemoryKeys.Places;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which read a feedback credits: {@code credit.read}. */
public interface CreditedReads {

  /** The read that was recorded when the observation was predicted. */
  CreditedReads RECORDED =
      new CreditedReads() {
        @Override
        public void beginSegment(
            Iterable<? extends Event> released,
            Iterable<? extends Event> events,
            Function<Event, @Nullable Trace> traces,
            Model model) {}

        @Override
        public RecordedRead of(Places places, String observationId, Trace trace) {
          return trace.read();
        }
      };

  /**
   * Begins a segment, to which {@link #of} belongs from then on.
   *
   * @param released feedback that is matched first
   * @param events what comes then
   * @param traces says of a feedback which trace it may match; null: none
   * @param model as it is throughout the segment
   */
  void beginSegment(
      Iterable<? extends Event> released,
      Iterable<? extends Event> events,
      Function<Event, @Nullable Trace> traces,
      Model model);

  /**
   * The read that feedback for an observation credits, as memory is at this moment.
   *
   * @param places where memories are that it read, and that it is or becomes
   */
  RecordedRead of(Places places, String observationId, Trace trace);
}
