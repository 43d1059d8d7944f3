package dev.reinstate.recording.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.format.Sha256;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.recording.file.DataFile;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.stream.EventStream;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundledFlightsTest {

  private static final String HEADER = "date,delay,distance,origin,destination\n";

  /** The first is a Monday; rows 2 and 3 arrive before row 1. */
  private static final String FLIGHTS =
      HEADER
          + """
          2001-01-01T06:00,100,1000,LAS,PHL
          2001-01-01T06:01,-5,90,ATL,SAV
          2001-01-01T06:02,-200,90,ATL,PHL
          2001-01-02T18:00,15,2000,LAS,SAV
          2001-01-02T18:00,16,0,LAS,PHL
          """;

  @TempDir Path temp;

  @Test
  void aFlightIsAnObservationOfItsOrigin() throws IOException {
    Recording recording = generate(FLIGHTS);

    assertThat(recording.info().target()).isEqualTo(Target.CLASS);
    assertThat(recording.info().classes()).isEqualTo(2);
    assertThat(recording.info().features()).isEqualTo(25);
    assertThat(recording.info().observations()).isEqualTo(5);
    assertThat(recording.info().feedback()).isEqualTo(5);
    List<Observation> observations = observations(recording);
    assertThat(observations)
        .extracting(Observation::observationId)
        .containsExactly("1", "2", "3", "4", "5");
    assertThat(observations)
        .extracting(Observation::key)
        .containsExactly("LAS", "ATL", "ATL", "LAS", "LAS");
    assertThat(observations.get(1).time()).isEqualTo(millis("2001-01-01T06:01:00Z"));
  }

  @Test
  void aFlightBelongsToItsOriginAndToItsDestination() throws IOException {
    assertThat(observations(generate(FLIGHTS)).get(0).keys())
        .containsExactly(Map.entry("destination", "PHL"), Map.entry("origin", "LAS"));
  }

  /** No flight that is not late is heard of only then, and one that is late no earlier. */
  @Test
  void aFlightIsOverdueWhenItIsLate() throws IOException {
    Recording recording = generate(FLIGHTS);
    Map<String, Long> due = new HashMap<>();
    observations(recording).forEach(o -> due.put(o.observationId(), o.feedbackDue()));

    // 90 · 60 / 500 + 46 = 56.8 minutes
    assertThat(due).containsEntry("2", millis("2001-01-01T06:57:00Z"));
    assertThat(due).containsEntry("5", millis("2001-01-02T18:46:00Z"));
    for (Feedback feedback : feedback(recording)) {
      assertThat(feedback.time() >= due.get(feedback.observationId()))
          .isEqualTo(feedback.target() == 1);
    }
  }

  @Test
  void theLabelIsKnownAtArrival() throws IOException {
    List<Feedback> feedback = feedback(generate(FLIGHTS));

    assertThat(feedback)
        .extracting(Feedback::observationId, Feedback::time, Feedback::target)
        .containsExactly(
            // arrived before it departed, says the sum: a minute after departure instead
            row("3", "2001-01-01T06:03:00Z", 0),
            // 30 + 90 · 60 / 500 − 5 = 35.8 minutes
            row("2", "2001-01-01T06:36:00Z", 0),
            // 30 + 120 + 100
            row("1", "2001-01-01T10:10:00Z", 1),
            // 30 + 16: more than 15 minutes late
            row("5", "2001-01-02T18:46:00Z", 1),
            // 30 + 240 + 15: not more than 15
            row("4", "2001-01-02T22:45:00Z", 0));
    assertThat(feedback.get(0).observationTime()).isEqualTo(millis("2001-01-01T06:02:00Z"));
    assertThat(feedback).extracting(Feedback::feedbackId).containsOnly("arrival");
  }

  @Test
  void featuresAreWhatIsKnownAtDeparture() throws IOException {
    List<Observation> observations = observations(generate(FLIGHTS));
    float[] monday = observations.get(0).features();
    float[] tuesday = observations.get(3).features();

    // six in the morning is a quarter of the day
    assertClose(monday, 0, 1, 0, 0, -1, -1, 0);
    assertClose(tuesday, 0, -1, 0, 0, -1, 1, 0);
    assertClose(monday, 6, 0, 1);
    assertClose(tuesday, 6, Math.sin(2 * Math.PI / 7), Math.cos(2 * Math.PI / 7));
    assertClose(monday, 8, Math.log(1001) - 6.5);
    assertClose(observations.get(4).features(), 8, -6.5);
  }

  @Test
  void aDestinationIsAVectorOfLengthOneThatItsNameDecides() throws IOException {
    List<Observation> observations = observations(generate(FLIGHTS));
    List<float[]> vectors = new ArrayList<>();
    for (Observation observation : observations) {
      float[] vector = new float[16];
      System.arraycopy(observation.features(), 9, vector, 0, 16);
      vectors.add(vector);
    }

    assertThat(vectors.get(0)).isEqualTo(vectors.get(2)).isNotEqualTo(vectors.get(1));
    for (float[] vector : vectors) {
      double sum = 0;
      for (float v : vector) {
        sum += v * v;
      }
      assertThat(sum).isCloseTo(1, within(1e-6));
    }
    // SHA-256 of "PHL" starts with 526ca3c0, 21100 and -23616; the length is 78158.982
    assertClose(vectors.get(0), 0, 21100 / 78158.982, -23616 / 78158.982);
  }

  @Test
  void theDelayOfAFlightChangesNoObservation() throws IOException {
    byte[] one = Files.readAllBytes(observationsFile(generate(FLIGHTS)));
    byte[] other =
        Files.readAllBytes(
            observationsFile(generate(FLIGHTS.replace(",100,", ",-3,").replace(",15,", ",900,"))));

    assertThat(other).isEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2001-01-01 06:01,0,90,ATL,SAV    | date is '2001-01-01 06:01', which is not allowed; allowed: a time
          2001-01-01T06:01,late,90,ATL,SAV | delay is 'late', which is not allowed; allowed: a number
          2001-01-01T06:01,0,-90,ATL,SAV   | distance is '-90', which is not allowed; allowed: a number above -1
          2001-01-01T06:01,0,90,,SAV       | origin is '', which is not allowed
          2001-01-01T06:01,0,90,ATL        | has 4 cells; expected 5
          """)
  void aWrongRowEndsIt(String row, String message) {
    String csv = HEADER + "2001-01-01T06:00,0,90,LAS,SAV\n" + row + "\n";

    assertThatThrownBy(() -> generate(csv))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("flights.csv, line 3: " + message);
  }

  /**
   * Of the events in their order, every field and bit but other keys and when feedback is due. It
   * is older than the mapping, which makes what a program for flights alone made before.
   */
  @Test
  void theBundledFlightsAreTheSameAsEver() throws Exception {
    Recording recording = BundledFlights.record(temp.resolve("bundled"));

    assertThat(recording.info())
        .isEqualTo(
            new RecordingInfo(
                "flights",
                "US departures by origin; class 1: more than 15 minutes late, known at arrival",
                25,
                null,
                Target.CLASS,
                2,
                163_987,
                163_987));
    assertThat(sha256(recording))
        .isEqualTo("6f783ee8be3c0dd36423dcb041f609d06da8f3edadd4a4c6412d32c70105af85");
  }

  private static String sha256(Recording recording) throws Exception {
    MessageDigest hash = Sha256.digest();
    try (DataOutputStream out =
            new DataOutputStream(
                new BufferedOutputStream(
                    new DigestOutputStream(OutputStream.nullOutputStream(), hash)));
        EventStream<Event> events = recording.events()) {
      while (events.hasNext()) {
        write(events.next(), out);
      }
    }
    return HexFormat.of().formatHex(hash.digest());
  }

  private static void write(Event event, DataOutputStream out) throws IOException {
    out.writeUTF(event.key());
    out.writeUTF(event.observationId());
    out.writeLong(event.time());
    if (event instanceof Observation observation) {
      for (float x : observation.features()) {
        out.writeFloat(x);
      }
    } else if (event instanceof Feedback feedback) {
      out.writeUTF(feedback.feedbackId());
      out.writeLong(feedback.observationTime());
      out.writeDouble(feedback.target());
      out.writeFloat(feedback.weight());
    }
  }

  private Recording generate(String csv) throws IOException {
    Path file = temp.resolve("flights.csv");
    Files.writeString(file, csv);
    Path folder = Files.createTempDirectory(temp, "recording");
    BundledFlights.importOf(DataFile.at(file)).run(folder, bytes -> {});
    return Recording.open(folder);
  }

  private static Path observationsFile(Recording recording) {
    return recording.folder().resolve("observations.avro");
  }

  private static List<Observation> observations(Recording recording) {
    List<Observation> all = new ArrayList<>();
    try (EventStream<Observation> stream = recording.observations()) {
      stream.forEachRemaining(all::add);
    }
    return all;
  }

  private static List<Feedback> feedback(Recording recording) {
    List<Feedback> all = new ArrayList<>();
    try (EventStream<Feedback> stream = recording.feedback()) {
      stream.forEachRemaining(all::add);
    }
    return all;
  }

  private static Tuple row(String id, String time, double target) {
    return Tuple.tuple(id, millis(time), target);
  }

  private static long millis(String time) {
    return Instant.parse(time).toEpochMilli();
  }

  private static void assertClose(float[] features, int from, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(features[from + i])
          .as("feature %d", from + i)
          .isCloseTo((float) expected[i], within(1e-6f));
    }
  }
}
