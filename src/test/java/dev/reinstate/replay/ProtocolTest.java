package dev.reinstate.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.recording.RecordingWriter;
import dev.reinstate.recording.stream.EventStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolTest {

  private static final RecordingInfo INFO = RecordingInfo.ofClasses("few", "a few", 1, 2);

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"natural", "fixed:1", "fixed:5000", "shuffled", "zero"})
  void aProtocolIsReadAsItIsWritten(String text) {
    assertThat(Protocol.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Zero", "fixed", "fixed:", "fixed:0", "fixed:-1", "fixed:1.5"})
  void whatIsNoProtocolIsRefused(String text) {
    assertThatThrownBy(() -> Protocol.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'%s' is not allowed; allowed: natural, fixed:<observations> (1 or more), shuffled, zero"
                .formatted(text));
  }

  @Test
  void naturalIsAsRecorded() {
    assertThat(names("natural"))
        .containsExactly("o1 10", "o2 20", "f2 25", "o3 30", "f1 90", "f9 95");
  }

  @Test
  void zeroBringsFeedbackRightAfterItsObservation() {
    // 3 has none, and 9 is no observation
    assertThat(names("zero")).containsExactly("o1 10", "f1 10", "o2 20", "f2 20", "o3 30", "f9 95");
  }

  @Test
  void fixedBringsFeedbackBeforeTheObservationThatComesSoMuchLater() {
    assertThat(names("fixed:1"))
        .containsExactly("o1 10", "f1 20", "o2 20", "f2 30", "o3 30", "f9 95");
    assertThat(names("fixed:2"))
        .containsExactly("o1 10", "o2 20", "f1 30", "o3 30", "f2 30", "f9 95");
    assertThat(names("fixed:7"))
        .containsExactly("o1 10", "o2 20", "o3 30", "f1 30", "f2 30", "f9 95");
  }

  @Test
  void aSecondFeedbackComesWithTheFirst() {
    Recording recording =
        write(
            List.of(observation("1", 10), observation("2", 20), observation("3", 30)),
            List.of(feedback("1", "late", 40), feedback("1", "later", 50)));

    assertThat(events(Protocol.parse("fixed:1"), recording, 1))
        .filteredOn(Feedback.class::isInstance)
        .extracting(event -> ((Feedback) event).feedbackId() + " " + event.time())
        .containsExactly("late 20", "later 20");
  }

  @Test
  void shuffledDealsTheDelaysOutAnew() {
    Random random = new Random(3);
    List<Observation> observations = new ArrayList<>();
    List<Feedback> feedback = new ArrayList<>();
    Map<String, Long> delays = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      String id = Integer.toString(i);
      long delay = random.nextInt(1000) - 20;
      observations.add(observation(id, 10 * i));
      feedback.add(feedback(id, "f", 10 * i + delay));
      delays.put(id, delay);
    }
    feedback.add(feedback("nobody's", "f", 77));
    feedback.sort(EventOrder.INSTANCE);
    Recording recording = write(observations, feedback);

    List<Event> shuffled = events(Protocol.parse("shuffled"), recording, 1);
    List<Long> dealt = new ArrayList<>();
    int kept = 0;
    for (Event event : shuffled) {
      if (event instanceof Feedback f && !f.observationId().equals("nobody's")) {
        long delay = f.time() - 10 * Long.parseLong(f.observationId());
        dealt.add(delay);
        kept += delay == delays.get(f.observationId()) ? 1 : 0;
      }
    }
    assertThat(shuffled).isSortedAccordingTo(EventOrder.INSTANCE).hasSize(1001);
    assertThat(shuffled).anyMatch(e -> e.observationId().equals("nobody's") && e.time() == 77);
    assertThat(dealt).containsExactlyInAnyOrderElementsOf(delays.values());
    assertThat(kept).isLessThan(20);
    assertThat(describe(events(Protocol.parse("shuffled"), recording, 1)))
        .isEqualTo(describe(shuffled));
    assertThat(describe(events(Protocol.parse("shuffled"), recording, 2)))
        .isNotEqualTo(describe(shuffled));
  }

  /** What a stream must not change: observations, and what feedback says. */
  @ParameterizedTest
  @ValueSource(strings = {"natural", "fixed:1", "fixed:40", "shuffled", "zero"})
  void nothingIsLostOrAdded(String protocol) {
    List<Observation> observations = new ArrayList<>();
    List<Feedback> feedback = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      // several at one time, and two of an id
      observations.add(observation(Integer.toString(i % 190), i / 7));
      if (i % 3 > 0) {
        feedback.add(feedback(Integer.toString(i), "f" + i % 2, i / 7 + i % 11));
      }
    }
    observations.sort(EventOrder.INSTANCE);
    feedback.sort(EventOrder.INSTANCE);
    List<Event> events = events(Protocol.parse(protocol), write(observations, feedback), 5);

    assertThat(events)
        .filteredOn(Observation.class::isInstance)
        .extracting(event -> event.observationId() + " " + event.time())
        .containsExactlyElementsOf(
            observations.stream().map(o -> o.observationId() + " " + o.time()).toList());
    assertThat(events)
        .filteredOn(Feedback.class::isInstance)
        .extracting(event -> ((Feedback) event).at(0))
        .containsExactlyInAnyOrderElementsOf(feedback.stream().map(f -> f.at(0)).toList());
    assertThat(events).extracting(Event::time).isSorted();
  }

  private List<String> names(String protocol) {
    Recording recording =
        write(
            List.of(observation("1", 10), observation("2", 20), observation("3", 30)),
            List.of(feedback("2", "f", 25), feedback("1", "f", 90), feedback("9", "f", 95)));
    return describe(events(Protocol.parse(protocol), recording, 1));
  }

  private static List<String> describe(List<Event> events) {
    return events.stream()
        .map(e -> (e instanceof Feedback ? "f" : "o") + e.observationId() + " " + e.time())
        .toList();
  }

  private static List<Event> events(Protocol protocol, Recording recording, long seed) {
    List<Event> events = new ArrayList<>();
    try (EventStream<Event> stream = protocol.events(recording, seed)) {
      stream.forEachRemaining(events::add);
    }
    return events;
  }

  private Recording write(List<Observation> observations, List<Feedback> feedback) {
    Path folder = temp.resolve("recording" + temp.toFile().list().length);
    try (RecordingWriter writer = new RecordingWriter(folder, INFO)) {
      observations.forEach(writer::observation);
      feedback.forEach(writer::feedback);
      writer.finish();
    }
    return Recording.open(folder);
  }

  private static Observation observation(String id, long time) {
    return new Observation("a", id, time, new float[] {0});
  }

  private static Feedback feedback(String id, String feedbackId, long time) {
    return new Feedback(
        "a", feedbackId, id, time, Feedback.UNKNOWN_TIME, 1, 1f, Feedback.Origin.NONE);
  }
}
