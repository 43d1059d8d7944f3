package dev.reinstate.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.cli.Executed;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.stream.EventStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerateCommandTest {

  @TempDir Path temp;

  @Test
  void labelBindingTakesTheBundledDigits() {
    Executed made = generate("label-binding", "--episodes", 8, "--events", 100);

    assertThat(made)
        .isEqualTo(
            new Executed(0, folder() + ": 100 observations of 64 features, 100 feedbacks\n", ""));
    Recording recording = Recording.open(folder());
    assertThat(recording.info().classes()).isEqualTo(5);
    assertThat(recording.info().shape()).containsExactly(8, 8);
    assertThat(recording.truth()).hasSize(100);
  }

  @Test
  void labelBindingTakesTheBundledClothesAverages() {
    generate(
        "label-binding",
        "--dataset",
        "fashion-mnist",
        "--average",
        2,
        "--ways",
        10,
        "--length",
        30,
        "--events",
        50);

    Recording recording = Recording.open(folder());
    assertThat(recording.info().shape()).containsExactly(14, 14);
    assertThat(recording.info().classes()).isEqualTo(10);
  }

  @Test
  void labelBindingTakesRowsOfTheUsersOwn() throws IOException {
    Path csv = Files.writeString(temp.resolve("own.csv"), "9,0\n1,0\n2,1\n3,2\n4,1\n8,2\n");

    Executed made =
        generate("label-binding", "--csv", csv, "--rows", "1-4", "--ways", 2, "--events", 60);

    assertThat(made.code()).isZero();
    // divided by 9, which is in the file but not in the rows
    assertThat(firstFeatures(Recording.open(folder())))
        .hasSize(60)
        .allMatch(x -> List.of(1 / 9f, 2 / 9f, 3 / 9f, 4 / 9f).contains(x));
  }

  @Test
  void labelBindingTakesImagesOfTheUsersOwn() throws IOException {
    Path images = hex("images", "00000803 00000002 00000002 00000001 FF00 00FF");
    Path labels = hex("labels", "00000801 00000002 03 04");

    Executed made =
        generate(
            "label-binding", "--images", images, "--labels", labels, "--ways", 2, "--events", 9);

    assertThat(made.out()).contains("9 observations of 2 features");
    assertThat(Recording.open(folder()).info().shape()).containsExactly(2, 1);
  }

  @Test
  void recallNeedsNothing() {
    Executed made = generate("recall", "--episodes", 4, "--events", 300, "--seed", 3);

    assertThat(made.out()).contains("300 observations of 32 features, 300 feedbacks");
    assertThat(Recording.open(folder()).info().classes()).isEqualTo(2);
  }

  @Test
  void paymentsNeedNothing() {
    Executed made = generate("payments", "--events", 900, "--seed", 3);

    assertThat(made.out()).contains("900 observations of 20 features, ");
    assertThat(Recording.open(folder()).truth()).hasSize(900);
  }

  @Test
  void driftTakesTheBundledClothesAtHalfTheirSize() {
    Executed made = generate("drift", "--delay", 10, "--events", 40);

    assertThat(made.out()).contains("40 observations of 196 features, 40 feedbacks");
    assertThat(Recording.open(folder()).truth().values())
        .extracting(truth -> truth.group())
        .containsOnly("before", "after");
  }

  @Test
  void flightsMayBeTheUsersOwn() throws IOException {
    Path csv =
        Files.writeString(
            temp.resolve("flights.csv"),
            "date,delay,distance,origin,destination\n2001-01-01T06:00,100,1000,LAS,PHL\n");

    Executed made = generate("flights", "--csv", csv);

    assertThat(made)
        .isEqualTo(
            new Executed(0, folder() + ": 1 observations of 25 features, 1 feedbacks\n", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          label-binding --ways 11          | --ways: '11' is not allowed; allowed: a whole number from 2 to 10
          label-binding --rows 5           | --rows: '5' is not allowed; allowed: FROM-TO, such as 0-1399
          label-binding --rows 0-1797      | --rows: rows 0-1797 are not there; allowed: from 0 to 1796
          label-binding --average 3        | --average: blocks of 3 by 3 do not cover images of 8 by 8
          label-binding --dataset mnist    | expected one of
          label-binding --images a         | --labels
          label-binding --dataset digits --csv a | mutually exclusive
          recall --episodes 0              | --episodes: '0' is not allowed
          recall --events many             | --events
          drift --delay 0                  | --delay: '0' is not allowed; allowed: a whole number from 1
          drift --events 0                 | --events: '0' is not allowed
          payments --events 0              | --events: '0' is not allowed
          """)
  void aWrongOptionIsAUsageError(String command, String message) {
    Executed failed = generate((Object[]) command.split(" "));

    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err()).contains(message);
    assertThat(folder()).doesNotExist();
  }

  @Test
  void aFileThatIsNotThereIsAFailure() {
    Executed failed = generate("label-binding", "--csv", temp.resolve("no.csv"));

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("no.csv: there is no such file");
  }

  @Test
  void whichRecordingMustBeSaid() {
    Executed failed = Executed.command("generate");

    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err()).contains("flights", "label-binding", "recall", "drift", "payments");
  }

  private Path folder() {
    return temp.resolve("recording");
  }

  private Executed generate(Object... arguments) {
    Object[] all = new Object[arguments.length + 3];
    all[0] = "generate";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--out";
    all[all.length - 1] = folder();
    return Executed.command(all);
  }

  private Path hex(String name, String content) throws IOException {
    return Files.write(temp.resolve(name), HexFormat.of().parseHex(content.replace(" ", "")));
  }

  private static List<Float> firstFeatures(Recording recording) {
    List<Float> features = new ArrayList<>();
    try (EventStream<Observation> stream = recording.observations()) {
      stream.forEachRemaining(observation -> features.add(observation.features()[0]));
    }
    return features;
  }
}
