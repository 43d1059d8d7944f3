package dev.reinstate.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Feedback.Origin;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.stream.EventStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTest {

  private static final RecordingInfo INFO =
      new RecordingInfo("pairs", "two numbers", 2, List.of(1, 2), Target.CLASS, 3, 0, 0);

  @TempDir Path temp;

  @Test
  void givesBackWhatWasWrittenInEventOrder() {
    Recording recording = write(smallStream());

    assertThat(recording.info()).isEqualTo(INFO.withCounts(4, 4));
    assertThat(names(recording))
        .containsExactly(
            "f early b2", "o b2", "f y a1", "o a1", "o c3", "f z c3", "f x a1", "o d4");
    try (EventStream<Observation> observations = recording.observations()) {
      Observation first = observations.next();
      assertThat(first.key()).isEqualTo("b");
      assertThat(first.features()).containsExactly(2f, -2f);
    }
    try (EventStream<Feedback> feedback = recording.feedback()) {
      assertThat(feedback.next())
          .isEqualTo(new Feedback("b", "early", "2", 5, Feedback.UNKNOWN_TIME, 2, 1f, Origin.NONE));
    }
  }

  @Test
  void theFirstObservationsBringAllTheirFeedbackAndNoOther() {
    Recording first = write(smallStream()).first(2);

    assertThat(names(first)).containsExactly("f early b2", "o b2", "f y a1", "o a1", "f x a1");
    assertThat(first.info()).isEqualTo(INFO.withCounts(2, 3));
    assertThat(names(first.first(1))).containsExactly("f early b2", "o b2");
    assertThat(names(first.first(0))).isEmpty();
    assertThat(names(first.first(9))).isEqualTo(names(first));
  }

  @Test
  void feedbackForTheSameIdOfAnotherKeyIsNotTakenAlong() {
    Recording recording =
        write(
            List.of(
                observation("a", "1", 1), observation("b", "1", 2), feedback("b", "f", "1", 3)));

    assertThat(names(recording.first(1))).containsExactly("o a1");
  }

  @Test
  void countsAreTakenFromTheFilesWhereTheJsonDoesNotSay() throws IOException {
    Path folder = write(smallStream()).folder();
    Files.writeString(
        folder.resolve("recording.json"),
        """
        {"name": "pairs", "features": 2, "target": "class", "classes": 3, "license": "MIT"}""");

    RecordingInfo info = Recording.open(folder).info();

    assertThat(info.observations()).isEqualTo(4);
    assertThat(info.feedback()).isEqualTo(4);
    assertThat(info.shape()).isNull();
  }

  @Test
  void itSaysWhichFeaturesSomeObservationLacks() throws IOException {
    Recording recording =
        write(
            List.of(
                observation("a", "1", 1),
                new Observation("a", "2", 2, new float[] {1, Float.NaN}),
                observation("a", "3", 3)));

    assertThat(recording.info().missing()).containsExactly(1);
    assertThat(recording.first(1).info().missing()).containsExactly(1);
    try (EventStream<Observation> observations = recording.observations()) {
      observations.next();
      assertThat(observations.next().features()).containsExactly(1, Float.NaN);
    }
    String json = Files.readString(recording.folder().resolve("recording.json"));
    assertThat(json).contains("\"missing\" : [ 1 ]");
    assertThat(Files.readString(write(smallStream()).folder().resolve("recording.json")))
        .doesNotContain("missing");
  }

  @Test
  void aJobThatRefusesMissingFeaturesLeavesTheirObservationsOut() {
    Recording recording =
        write(
            List.of(
                observation("a", "1", 1),
                new Observation("a", "2", 2, new float[] {1, Float.NaN})));

    assertThat(names(recording.forJob(8, true, false))).containsExactly("o a1", "o a2");
    Recording strict = recording.forJob(8, false, false);
    assertThat(names(strict)).containsExactly("o a1");
    assertThat(strict.malformedObservations().reasons())
        .containsExactly(
            recording.folder().resolve("observations.avro")
                + ", record 2: features: number 1 is NaN, expected finite numbers");
  }

  @Test
  void aJobThatNamesSpacesLeavesOutWhatItCannotJoin() {
    Recording recording = write(List.of(observation("a", "1", 1), observation("a\0b", "2", 2)));

    assertThat(names(recording.forJob(8, true, false))).containsExactly("o a1", "o a\0b2");
    Recording joined = recording.forJob(8, true, true);
    assertThat(names(joined)).containsExactly("o a1");
    assertThat(joined.malformedObservations().count()).isOne();
  }

  @Test
  void theSameEventsMakeTheSameBytes() throws IOException {
    Path one = write(smallStream()).folder();
    Path two = write(smallStream()).folder();

    for (String file : List.of("observations.avro", "feedback.avro", "recording.json")) {
      assertThat(one.resolve(file)).hasSameBinaryContentAs(two.resolve(file));
    }
  }

  @Test
  void aRecordingThatWasCutShortDoesNotOpen() {
    Path folder = temp.resolve("cut");
    try (RecordingWriter writer = new RecordingWriter(folder, INFO)) {
      writer.observation(observation("a", "1", 1));
    }

    assertThatThrownBy(() -> Recording.open(folder))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("recording.json is missing")
        .hasMessageContaining("expected a folder with");
  }

  @Test
  void aFolderThatHoldsARecordingIsNotOverwritten() {
    Path folder = write(smallStream()).folder();

    assertThatThrownBy(() -> new RecordingWriter(folder, INFO))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("holds a recording already");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"features": 2, "target": "class", "classes": 3}              | name is missing
          {"name": "n", "features": 0, "target": "class", "classes": 3} | features is 0; expected at least 1
          {"name": "n", "features": 2, "target": "klass"}               | allowed: class, value, reward
          {"name": "n", "features": 2, "target": "class"}               | classes is 0; expected at least 2
          {"name": "n", "features": 2, "target": "value", "classes": 2} | expected none unless target is class
          {"name": "n", "features": "2", "target": "value"}             | features is "2"; expected a number
          {"name": "n", "features": 2.5, "target": "value"}             | features is 2.5; expected a whole number
          {"name": "n", "features": 2, "shape": [2, 2], "target": "value"} | shape is [2, 2]; expected rows and columns
          {"name": "n", "features": 2, "missing": [2], "target": "value"}  | missing is [2]; expected indices of features from 0 to 1
          {"name": "n", "features": 2, "missing": [1, 0], "target": "value"} | missing is [1, 0]; expected indices
          {"name": "n", "features": 2, "missing": ["x"], "target": "value"} | missing holds "x"; expected indices of features
          []                                                            | holds no JSON object
          {"name"                                                       | is not JSON
          {"name": "r", "name": "s"}                                    | is not JSON: Duplicate field 'name'
          {"name": "r", "features": 1, "target": "value"} {}            | is not JSON
          """)
  void aWrongDescriptionIsRefused(String json, String message) throws IOException {
    Path folder = write(smallStream()).folder();
    Files.writeString(folder.resolve("recording.json"), json);

    assertThatThrownBy(() -> Recording.open(folder))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("recording.json: ")
        .hasMessageContaining(message);
  }

  @Test
  void aRecordThatDoesNotFitIsNamed() throws IOException {
    Path folder = write(smallStream()).folder();
    Files.writeString(
        folder.resolve("recording.json"),
        """
        {"name": "pairs", "features": 3, "target": "class", "classes": 2}""");
    Recording recording = Recording.open(folder);

    assertThatThrownBy(() -> recording.observations().next())
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("observations.avro, record 1: ")
        .hasMessageContaining("has 2 features; expected 3");
    assertThatThrownBy(() -> recording.feedback().next())
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("is 2.0; expected a class from 0 to 1");
  }

  @Test
  void aFileWithOtherRecordsThanTheJsonSaysIsRefused() throws IOException {
    Path folder = write(smallStream()).folder();
    Path file = folder.resolve("recording.json");
    Files.writeString(
        file, Files.readString(file).replace("\"observations\" : 4", "\"observations\" : 5"));

    assertThatThrownBy(() -> names(Recording.open(folder)))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("holds 4 records; expected 5");
  }

  @Test
  void aFileThatIsNoAvroIsRefused() throws IOException {
    Path folder = write(smallStream()).folder();
    Files.writeString(folder.resolve("feedback.avro"), "key,id");

    assertThatThrownBy(() -> Recording.open(folder).feedback())
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("feedback.avro")
        .hasMessageContaining("expected an Avro container file of dev.reinstate.avro.Feedback");
  }

  @Test
  void theWriterRefusesWhatIsOutOfOrderOrDoesNotFit() {
    try (RecordingWriter writer = new RecordingWriter(temp.resolve("strict"), INFO)) {
      writer.observation(observation("a", "1", 7));
      writer.observation(observation("a", "2", 7));
      writer.feedback(feedback("a", "x", "1", 3));

      assertThatThrownBy(() -> writer.observation(observation("a", "3", 6)))
          .isInstanceOf(RecordingException.class)
          .hasMessageContaining("observations.avro")
          .hasMessageContaining("expected time order");
      assertThatThrownBy(
              () -> writer.observation(new Observation("a", "3", 8, new float[] {1, 2, 3})))
          .hasMessageContaining("has 3 features; expected 2");
      assertThatThrownBy(
              () -> {
                float[] infinite = {1, Float.POSITIVE_INFINITY};
                writer.observation(new Observation("a", "3", 8, infinite));
              })
          .hasMessageContaining("feedback 3: features: number 1 is Infinity, expected finite");
      assertThatThrownBy(() -> writer.observation(observation("", "3", 8)))
          .hasMessageContaining("key: empty, expected 1 to 8192 bytes");
      assertThatThrownBy(
              () -> writer.feedback(new Feedback("a", "x", "1", 9, 7, 1.5, 1f, Origin.NONE)))
          .hasMessageContaining("is 1.5; expected a class from 0 to 2");
      assertThatThrownBy(
              () -> writer.feedback(new Feedback("a", "x", "1", 9, 7, 1, -1f, Origin.NONE)))
          .hasMessageContaining("weight");
      assertThat(writer.finish()).isEqualTo(INFO.withCounts(2, 1));
    }
  }

  /** In files' order: equal times are not in event order. */
  private static List<Event> smallStream() {
    return List.of(
        observation("b", "2", 5),
        observation("c", "3", 10),
        observation("a", "1", 10),
        observation("d", "4", 30),
        new Feedback("b", "early", "2", 5, Feedback.UNKNOWN_TIME, 2, 1f, Origin.NONE),
        feedback("a", "y", "1", 10),
        feedback("c", "z", "3", 20),
        feedback("a", "x", "1", 20 + 1));
  }

  private Recording write(List<Event> events) {
    return TestRecordings.write(temp.resolve("recording-" + System.nanoTime()), INFO, events);
  }

  private static Observation observation(String key, String id, long time) {
    float x = Float.parseFloat(id);
    return new Observation(key, id, time, new float[] {x, -x});
  }

  private static Feedback feedback(String key, String id, String observationId, long time) {
    return new Feedback(key, id, observationId, time, 1, 1, 1f, Origin.NONE);
  }

  private static List<String> names(Recording recording) {
    List<String> names = new ArrayList<>();
    try (EventStream<Event> events = recording.events()) {
      while (events.hasNext()) {
        Event event = events.next();
        String prefix = event instanceof Feedback f ? "f " + f.feedbackId() + " " : "o ";
        names.add(prefix + event.key() + event.observationId());
      }
    }
    return names;
  }
}
