package dev.reinstate.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Feedback.Origin;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.stream.EventStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatedRecordingTest {

  private static final long DAY = TimeUnit.DAYS.toMillis(1);
  private static final RecordingInfo INFO =
      new RecordingInfo("one", "one number", 1, null, Target.CLASS, 2, 0, 0);

  @TempDir Path temp;

  @Test
  void eachPassIsTheRecordingAsNewEventsOfLaterDays() {
    float[] features = {3};
    Recording recording =
        write(
            new Observation("a", "1", 10, features)
                .withKeys(Map.of("device", "d"))
                .withFeedbackDue(DAY + 12),
            new Feedback("a", "f", "1", DAY + 9, 10, 1, 2f, Origin.NONE),
            new Feedback("a", "g", "1", DAY + 10, Feedback.UNKNOWN_TIME, 0, 1f, Origin.NONE));

    List<Event> events = events(new RepeatedRecording(recording, 2));

    assertThat(events).hasSize(6);
    assertThat(events.get(1))
        .isEqualTo(new Feedback("a", "0:f", "0:1", DAY + 9, 10, 1, 2f, Origin.NONE));
    assertThat(events.get(4))
        .isEqualTo(new Feedback("a", "1:f", "1:1", 3 * DAY + 9, 2 * DAY + 10, 1, 2f, Origin.NONE));
    assertThat(events.get(5))
        .isEqualTo(
            new Feedback(
                "a", "1:g", "1:1", 3 * DAY + 10, Feedback.UNKNOWN_TIME, 0, 1f, Origin.NONE));
    Observation second = (Observation) events.get(3);
    assertThat(second.observationId()).isEqualTo("1:1");
    assertThat(second.time()).isEqualTo(2 * DAY + 10);
    assertThat(second.features()).containsExactly(3);
    assertThat(second.keys()).containsExactly(Map.entry("device", "d"));
    assertThat(second.feedbackDue()).isEqualTo(3 * DAY + 12);
  }

  @Test
  void allPassesTogetherAreInEventOrder() {
    Recording recording =
        write(
            new Observation("a", "9", 0, new float[] {0}),
            new Observation("a", "98", 0, new float[] {0}),
            new Observation("b", "1", DAY - 1, new float[] {0}));

    List<Event> events = events(new RepeatedRecording(recording, 3));

    assertThat(events).allMatch(event -> !((Observation) event).hasFeedbackDue());
    assertThat(events).hasSize(9).isSortedAccordingTo(EventOrder.INSTANCE);
  }

  private Recording write(Event... events) {
    Path folder = temp.resolve("recording");
    return TestRecordings.write(folder, INFO, List.of(events));
  }

  private static List<Event> events(RepeatedRecording passes) {
    List<Event> all = new ArrayList<>();
    try (EventStream<Event> events = passes.events()) {
      events.forEachRemaining(all::add);
    }
    return all;
  }
}
