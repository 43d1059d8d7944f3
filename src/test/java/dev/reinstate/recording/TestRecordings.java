package dev.reinstate.recording;

import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import java.nio.file.Path;
import java.util.List;

/** Recordings of events that a test has made up. */
final class TestRecordings {

  private TestRecordings() {}

  /** Writes events, in the order that they have, and opens what was written. */
  static Recording write(Path folder, RecordingInfo info, List<? extends Event> events) {
    try (RecordingWriter writer = new RecordingWriter(folder, info)) {
      for (Event event : events) {
        if (event instanceof Observation observation) {
          writer.observation(observation);
        } else {
          writer.feedback((Feedback) event);
        }
      }
      writer.finish();
    }
    return Recording.open(folder);
  }
}
