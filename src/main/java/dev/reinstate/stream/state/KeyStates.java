package dev.reinstate.stream.state;

import dev.reinstate.event.Event;
import dev.reinstate.memory.CodePage;
import dev.reinstate.memory.Page;
import dev.reinstate.state.DueChunk;
import dev.reinstate.state.EvictedId;
import dev.reinstate.state.HeldFeedback;
import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.Rehearsed;
import dev.reinstate.state.RehearsedObservation;
import dev.reinstate.state.Trace;
import dev.reinstate.stream.types.Format;
import dev.reinstate.stream.types.FormatSerializer;
import java.util.List;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/** The keyed states of the memory operator, as they are named and typed in every savepoint. */
final class KeyStates {

  static final String HEADER = "header";
  static final String WAITING = "waiting";
  static final String REHEARSED = "rehearsed";
  static final String REHEARSED_OBSERVATIONS = "rehearsed-observations";

  private KeyStates() {}

  static ValueStateDescriptor<KeyHeader> header() {
    return new ValueStateDescriptor<>(HEADER, new FormatSerializer<>(Format.HEADER));
  }

  /** Pages of memories by number. */
  static MapStateDescriptor<Integer, Page> pages() {
    return map("pages", IntSerializer.INSTANCE, Format.PAGE);
  }

  /** Their codes, by the same number. */
  static MapStateDescriptor<Integer, CodePage> codes() {
    return map("codes", IntSerializer.INSTANCE, Format.CODES);
  }

  /** Traces by observation id. */
  static MapStateDescriptor<String, Trace> traces() {
    return map("traces", StringSerializer.INSTANCE, Format.TRACE);
  }

  /** Feedback that waits for its observation, by that one's id. */
  static MapStateDescriptor<String, HeldFeedback> held() {
    return map("held", StringSerializer.INSTANCE, Format.HELD);
  }

  /** Parts of the queues of what falls due, by number. */
  static MapStateDescriptor<Long, DueChunk> dueChunks() {
    return map("due", LongSerializer.INSTANCE, Format.DUE);
  }

  /** What evicted memories were called, by the hash of it. */
  static MapStateDescriptor<Long, EvictedId> names() {
    return map("names", LongSerializer.INSTANCE, Format.NAME);
  }

  /** Events that wait for their turn, by time. */
  static MapStateDescriptor<Long, List<Event>> waiting() {
    return map(WAITING, LongSerializer.INSTANCE, Format.EVENTS);
  }

  /** Feedback that may be learned from again, by its place in the sample. */
  static MapStateDescriptor<Integer, Rehearsed> rehearsed() {
    return map(REHEARSED, IntSerializer.INSTANCE, Format.REHEARSED);
  }

  /** Observations that may be learned from again, by their places in the sample. */
  static MapStateDescriptor<Integer, RehearsedObservation> rehearsedObservations() {
    return map(REHEARSED_OBSERVATIONS, IntSerializer.INSTANCE, Format.REHEARSED_OBSERVATION);
  }

  private static <K, V> MapStateDescriptor<K, V> map(
      String name, TypeSerializer<K> keys, Format<V> values) {
    return new MapStateDescriptor<>(name, keys, new FormatSerializer<>(values));
  }
}
