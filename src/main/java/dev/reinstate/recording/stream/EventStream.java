package dev.reinstate.recording.stream;

import dev.reinstate.annotation.Public;
import dev.reinstate.event.Event;
import java.util.Iterator;

/**
 * Events in {@link dev.reinstate.event.EventOrder}, read as they are asked for. Close it. {@link
 * #next} and {@link #hasNext} throw {@code RecordingException} where the file is broken.
 */
@Public
public interface EventStream<E extends Event> extends Iterator<E>, AutoCloseable {

  @Override
  void close();
}
