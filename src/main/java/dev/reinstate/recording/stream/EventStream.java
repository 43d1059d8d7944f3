package dev.reinstate.recording.stream;

import dev.reinstate.annotation.Public;
import dev.reinstate.event.Event;
import java.util.Iterator;

/**
 * Events in {@link dev.reinstate.event.EventOrder}, read as they are asked for. It is for one
 * thread, and whoever opened it closes it. {@link #next} and {@link #hasNext} throw {@code
 * RecordingException} where the file is broken.
 *
 * @param <E> the kind of events
 */
@Public
public interface EventStream<E extends Event> extends Iterator<E>, AutoCloseable {

  /** Closes the files that are read; no event comes afterwards. */
  @Override
  void close();
}
