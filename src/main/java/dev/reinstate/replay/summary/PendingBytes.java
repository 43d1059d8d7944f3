package dev.reinstate.replay.summary;

import dev.reinstate.event.Event;
import dev.reinstate.event.Observation;
import dev.reinstate.state.HeapState;
import dev.reinstate.state.Trace;
import dev.reinstate.state.TraceFormat;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many bytes state keeps of an observation that waits for feedback, by a sample of them. */
public final class PendingBytes {

  private static final int SAMPLED = 16;

  private final HeapState state;
  private final Deque<Integer> last = new ArrayDeque<>(SAMPLED);

  public PendingBytes(HeapState state) {
    this.state = state;
  }

  /** Looks at the newest observation of some events, if it waits. */
  public void sample(List<Event> events) {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i) instanceof Observation observation) {
        state.select(observation.key());
        Trace trace = state.trace(observation.observationId());
        if (trace != null && trace.isPending()) {
          add(bytes(trace));
        }
        return;
      }
    }
  }

  private void add(int bytes) {
    if (last.size() == SAMPLED) {
      last.removeFirst();
    }
    last.addLast(bytes);
  }

  private static int bytes(Trace trace) {
    DataOutputStream out = new DataOutputStream(OutputStream.nullOutputStream());
    try {
      TraceFormat.write(trace, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.size();
  }

  /** The mean over the last that were looked at, or null where none was. */
  public @Nullable Double mean() {
    return last.isEmpty()
        ? null
        : last.stream().mapToInt(Integer::intValue).average().getAsDouble();
  }
}
