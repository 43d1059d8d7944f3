package dev.reinstate.learner.reinstatement;

import dev.reinstate.compute.Network;
import dev.reinstate.event.Event;
import dev.reinstate.event.Observation;
import dev.reinstate.learner.memories.PlacedMemories;
import dev.reinstate.learner.memories.ReadMaker;
import dev.reinstate.learner.memories.Remembered;
import dev.reinstate.memory.MemoryLayout;
import dev.reinstate.model.Codec;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.RecordedRead;
import dev.reinstate.state.Trace;
import dev.reinstate.state.session.MemoryKeys;
import dev.reinstate.state.session.MemoryKeys.Places;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
  private final MemoryKeys keys;
  private final PlacedMemories placed;
  private final ReadMaker maker;
  private final ReinstatedRows rows;

  /** Of what came to be remembered in part within the segment. */
  private final ReinstatedRows late;

  private final Map<Expected, Integer> rowOf = new HashMap<>();
  private final float[] query;
  private final float[] code;
  private RecomputedRows recomputed;
  private Network embedding;
  private long version;

  public RepeatedReads(
      LearnerSettings settings,
      MemoryKeys keys,
      PlacedMemories placed,
      ReadMaker maker,
      Codec codec) {
    this.keys = keys;
    this.placed = placed;
    this.maker = maker;
    this.codec = codec;
    layout = settings.memoryLayout(0);
    rows = new ReinstatedRows(layout, settings.spaces().spaces().size(), codec, 0);
    late = new ReinstatedRows(layout, settings.spaces().spaces().size(), codec, 0);
    query = new float[settings.embeddingSize()];
    code = new float[layout.codeSize()];
  }

  @Override
  public void beginSegment(
      Iterable<? extends Event> released,
      Iterable<? extends Event> events,
      Function<Event, @Nullable Trace> traces,
      Model model) {
    version = model.version();
    rows.clear();
    rowOf.clear();
    released.forEach(event -> expect(event, traces));
    events.forEach(event -> expect(event, traces));
    embedding = model.embedding();
    recomputed = rows.recompute(embedding);
  }

  private void expect(Event event, Function<Event, @Nullable Trace> traces) {
    Trace trace = event instanceof Observation ? null : traces.apply(event);
    if (trace == null || trace.isPending() && trace.version() == version) {
      return;
    }
    Expected expected = new Expected(event.key(), event.observationId());
    if (rowOf.containsKey(expected)) {
      return;
    }
    if (trace.isPending()) {
      rowOf.put(expected, rows.add(trace.embeddings(), trace.code()));
      return;
    }
    Remembered held = held(keys.places(event.key(), event.observationId(), trace.keys()), trace);
    if (held != null && held.version() != version) {
      rowOf.put(expected, rows.add(held));
    }
  }

  private @Nullable Remembered held(Places places, Trace trace) {
    return placed.remembered(places, trace.slots());
  }

  @Override
  public RecordedRead of(Places places, String observationId, Trace trace) {
    Remembered held = trace.isPending() ? null : held(places, trace);
    if (!trace.isPending() && held == null) {
      return trace.read();
    }
    readQuery(places.key(), observationId, trace, held);
    byte[] bytes = held == null ? trace.code() : held.code();
    if (code.length > 0) {
      codec.read(layout.codes(bytes, 1), 0, code, 0);
    }
    return maker.repeat(places, query, code, trace);
  }

  /**
   * Makes the query's embedding. An embedding of this version may be of an observation in this
   * segment, which was not expected.
   */
  private void readQuery(String key, String observationId, Trace trace, @Nullable Remembered held) {
    long embedded = held == null ? trace.version() : held.version();
    Integer row = rowOf.get(new Expected(key, observationId));
    if (embedded != version && row != null) {
      recomputed.readEmbedding(row, query);
    } else if (embedded != version) {
      late.clear();
      int only = late.add(held);
      late.recompute(embedding).readEmbedding(only, query);
    } else if (held != null) {
      System.arraycopy(held.embedding(), 0, query, 0, query.length);
    } else {
      int part = layout.dimension();
      for (int space = 0; space < trace.embeddings().length; space++) {
        layout.precision().restore(trace.embeddings()[space], part, query, space * part);
      }
    }
  }
}
