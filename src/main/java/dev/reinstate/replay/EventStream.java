package dev.reinstate.replay;

import dev.reinstate.learner.Event;
import java.util.Iterator;

/**
 * Events in {@link dev.reinstate.learner.EventOrder}, read as they are asked for. Close it. {@link
 * #next} and {@link #hasNext} throw {@link RecordingException} where the file is broken.
 */
public interface EventStream<E extends Event> extends Iterator<E>, AutoCloseable {

  @Override
  void close();
}
