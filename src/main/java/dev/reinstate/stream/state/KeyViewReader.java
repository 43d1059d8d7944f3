package dev.reinstate.stream.state;

import dev.reinstate.event.DefaultFeedback;
import dev.reinstate.event.Event;
import dev.reinstate.event.Observation;
import dev.reinstate.memory.Page;
import dev.reinstate.state.HeldFeedback;
import dev.reinstate.state.Trace;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;

/** Reads keyed state as {@link FlinkState} writes it; of keys that are not asked for, the name. */
final class KeyViewReader extends KeyedStateReaderFunction<String, KeyView> {

  private static final long serialVersionUID = 1;

  /** Which keys are asked for. */
  @FunctionalInterface
  interface Choice extends Predicate<String>, Serializable {}

  private final Choice choice;
  private transient MapState<Integer, Page> pages;
  private transient MapState<String, Trace> traces;
  private transient MapState<String, HeldFeedback> held;
  private transient MapState<Long, List<Event>> waiting;

  KeyViewReader(Choice choice) {
    this.choice = choice;
  }

  @Override
  public void open(OpenContext context) {
    getRuntimeContext().getState(KeyStates.header());
    pages = getRuntimeContext().getMapState(KeyStates.pages());
    traces = getRuntimeContext().getMapState(KeyStates.traces());
    held = getRuntimeContext().getMapState(KeyStates.held());
    waiting = getRuntimeContext().getMapState(KeyStates.waiting());
  }

  @Override
  public void readKey(String key, Context context, Collector<KeyView> out) throws Exception {
    if (!choice.test(key)) {
      // Flink takes a key of which nothing is given for the end of all
      out.collect(KeyView.empty(key));
      return;
    }
    int feedbacks = 0;
    for (HeldFeedback some : held.values()) {
      feedbacks += some.feedback().size();
    }
    int events = 0;
    Map<String, Long> due = new HashMap<>();
    for (List<Event> some : waiting.values()) {
      events += some.size();
      for (Event event : some) {
        if (event instanceof DefaultFeedback) {
          due.merge(event.observationId(), event.time(), Math::min);
        }
      }
    }
    out.collect(view(key, feedbacks, events, due));
  }

  private KeyView view(String key, int feedbacks, int events, Map<String, Long> due)
      throws Exception {
    List<String> ids = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    List<Long> versions = new ArrayList<>();
    List<Float> credits = new ArrayList<>();
    for (Page page : pages.values()) {
      for (int slot = 0; slot < Page.SLOTS; slot++) {
        if (page.occupied(slot)) {
          ids.add(page.id(slot));
          times.add(page.time(slot));
          values.add(page.value(slot));
          versions.add(page.version(slot));
          credits.add(page.credit(slot));
        }
      }
    }
    List<String> pendingIds = new ArrayList<>();
    List<Long> pendingTimes = new ArrayList<>();
    List<Long> pendingDue = new ArrayList<>();
    for (Map.Entry<String, Trace> trace : traces.entries()) {
      if (trace.getValue().isPending()) {
        pendingIds.add(trace.getKey());
        pendingTimes.add(trace.getValue().time());
        pendingDue.add(due.getOrDefault(trace.getKey(), Observation.NO_FEEDBACK_DUE));
      }
    }
    return new KeyView(
        key,
        ids.toArray(String[]::new),
        longs(times),
        values.stream().mapToDouble(Double::doubleValue).toArray(),
        longs(versions),
        floats(credits),
        pendingIds.toArray(String[]::new),
        longs(pendingTimes),
        longs(pendingDue),
        feedbacks,
        events);
  }

  private static float[] floats(List<Float> numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers.get(i);
    }
    return floats;
  }

  private static long[] longs(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }
}
