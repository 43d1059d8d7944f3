package dev.reinstate.recording.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.credit.Target;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.stream.EventStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlightsGeneratorTest {

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

  @Test
  void rowsMayBeInAnyOrder() throws IOException {
    String unsorted = HEADER + "2001-01-01T06:01,0,90,ATL,SAV\n2001-01-01T06:00,0,90,LAS,SAV\n";

    assertThat(observations(generate(unsorted)))
        .extracting(Observation::observationId)
        .containsExactly("2", "1");
  }

  @Test
  void gzipMakesTheSameRecording() throws IOException {
    Path zipped = temp.resolve("flights.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(FLIGHTS.getBytes(StandardCharsets.UTF_8));
    }
    Path folder = temp.resolve("unzipped");
    FlightsGenerator.generate(zipped, folder);

    Path plain = generate(FLIGHTS).folder();
    for (String file : List.of("observations.avro", "feedback.avro", "recording.json")) {
      assertThat(folder.resolve(file)).hasSameBinaryContentAs(plain.resolve(file));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2001-01-01 06:01,0,90,ATL,SAV   | date is "2001-01-01 06:01"; expected a time such as
          2001-01-01T06:01,late,90,ATL,SAV | delay is "late"; expected a whole number of minutes
          2001-01-01T06:01,0,9.5,ATL,SAV  | distance is "9.5"; expected a whole number of miles
          2001-01-01T06:01,0,-90,ATL,SAV  | distance is -90; expected 0 miles or more
          2001-01-01T06:01,0,90,,SAV      | origin is empty
          2001-01-01T06:01,0,90,ATL,      | destination is empty
          2001-01-01T06:01,0,90,ATL       | 4 columns; expected date,delay,distance,origin,destination
          """)
  void aWrongRowIsNamed(String row, String message) throws IOException {
    String csv = HEADER + "2001-01-01T06:00,0,90,LAS,SAV\n" + row + "\n";

    assertThatThrownBy(() -> generate(csv))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("flights.csv, line 3: " + message);
  }

  @Test
  void aFileWithOtherColumnsIsRefused() {
    assertThatThrownBy(() -> generate("a,b\n1,2\n"))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("line 1: the columns are a,b; expected date,delay");
  }

  @Test
  void theBundledFlightsAreTenDaysOfJanuary() {
    RecordingInfo info = FlightsGenerator.generateBundled(temp.resolve("bundled"));

    assertThat(info.observations()).isEqualTo(163_987);
    assertThat(info.feedback()).isEqualTo(163_987);
  }

  private Recording generate(String csv) throws IOException {
    Path file = temp.resolve("flights.csv");
    Files.writeString(file, csv);
    Path folder = temp.resolve("recording-" + System.nanoTime());
    FlightsGenerator.generate(file, folder);
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
