package dev.reinstate.learner.reinstatement;

import dev.reinstate.credit.HeadMixture;
import dev.reinstate.event.Event;
import dev.reinstate.event.Observation;
import dev.reinstate.memory.MemoryLayout;
import dev.reinstate.model.Codec;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.RecordedRead;
import dev.reinstate.state.Trace;
import dev.reinstate.state.session.KeySession;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * When feedback comes its observation reads again: with today's embedding of the reinstated
 * observation, and with the memories that are known by then. Only those of observations before it
 * count. An observation that is no longer held keeps its recorded read.
 *
 * <p>An embedding of the current model version is taken as it was stored. Older ones are computed
 * anew, at the beginning of a segment for all feedback that it may match.
 */
public final class RepeatedReads implements CreditedReads {

  private record Expected(String key, String observationId) {}

  private final MemoryLayout layout;
  private final Codec codec;
  private final MemoryReader reader;
  private final ReinstatedRows rows;
  private final Map<Expected, Integer> rowOf = new HashMap<>();
  private final float[] query;
  private final float[] code;
  private RecomputedRows recomputed;
  private long version;

  public RepeatedReads(LearnerSettings settings, MemoryReader reader, Codec codec) {
    layout = settings.memoryLayout();
    this.reader = reader;
    this.codec = codec;
    rows = new ReinstatedRows(layout, codec);
    query = new float[layout.dimension()];
    code = new float[layout.codeSize()];
  }

  @Override
  public void beginSegment(
      Iterable<? extends Event> released,
      Iterable<? extends Event> events,
      Function<String, KeySession> sessions,
      Model model) {
    version = model.version();
    rows.clear();
    rowOf.clear();
    released.forEach(event -> expect(event, sessions));
    events.forEach(event -> expect(event, sessions));
    recomputed = rows.recompute(model.embedding());
  }

  private void expect(Event event, Function<String, KeySession> sessions) {
    if (event instanceof Observation) {
      return;
    }
    KeySession session = sessions.apply(event.key());
    String observationId = event.observationId();
    Trace trace = session.selected().trace(observationId);
    if (trace == null || !held(session, observationId, trace) || isFresh(session, trace)) {
      return;
    }
    rowOf.computeIfAbsent(
        new Expected(session.key(), observationId),
        expected ->
            trace.isPending()
                ? rows.add(trace.embedding(), trace.code())
                : rows.add(session.memory(), trace.slot()));
  }

  @Override
  public RecordedRead of(KeySession session, String observationId, Trace trace) {
    if (!held(session, observationId, trace)) {
      return trace.read();
    }
    if (!isFresh(session, trace)) {
      recomputed.readEmbedding(rowOf.get(new Expected(session.key(), observationId)), query);
    } else if (trace.isPending()) {
      layout.precision().restore(trace.embedding(), layout.dimension(), query, 0);
    } else {
      session.memory().readEmbedding(trace.slot(), query, 0);
    }
    readCode(session, trace);
    HeadMixture mixture = trace.read().mixture();
    return reader.readBefore(
        session.memory(),
        query,
        0,
        code,
        0,
        trace.time(),
        observationId,
        mixture.withNullWeights(new float[mixture.nullWeights().length]));
  }

  private void readCode(KeySession session, Trace trace) {
    if (code.length == 0) {
      return;
    }
    byte[] bytes = trace.code();
    if (bytes == null) {
      bytes = new byte[layout.codeBytes()];
      session.memory().readCode(trace.slot(), bytes, 0);
    }
    codec.read(layout.codes(bytes, 1), 0, code, 0);
  }

  private static boolean held(KeySession session, String observationId, Trace trace) {
    return trace.isPending() || session.memory().holds(trace.slot(), observationId);
  }

  /** A fresh embedding may be of an observation in this segment, which was not expected. */
  private boolean isFresh(KeySession session, Trace trace) {
    long embedded = trace.isPending() ? trace.version() : session.memory().version(trace.slot());
    return embedded == version;
  }
}
