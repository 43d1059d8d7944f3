package dev.reinstate.stream.state;

import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What events take on the heap: their objects, their texts and their features. */
final class EventHeapSize {

  /** An event's own object and the reference to it, with a feedback's origin. */
  private static final int EVENT = 120;

  /** An array's or a string's objects, padding included. */
  private static final int ARRAY = 24;

  private static final int STRING = 24 + ARRAY;

  /** An entry of a map, with its share of the map. */
  private static final int ENTRY = 64;

  private EventHeapSize() {}

  static long of(Event event) {
    long ids = of(event.key()) + of(event.observationId());
    if (event instanceof Observation observation) {
      return EVENT
          + ids
          + ARRAY
          + (long) Float.BYTES * observation.features().length
          + keys(observation);
    }
    return event instanceof Feedback feedback
        ? EVENT + ids + of(feedback.feedbackId())
        : EVENT + ids;
  }

  private static long keys(Observation observation) {
    long bytes = 0;
    for (Map.Entry<String, String> key : observation.keys().entrySet()) {
      bytes += ENTRY + of(key.getKey()) + of(key.getValue());
    }
    return bytes;
  }

  /** Java keeps a byte for each character, or two where one of them is not Latin. */
  private static long of(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) > 0xff) {
        return STRING + 2L * length;
      }
    }
    return STRING + length;
  }
}
