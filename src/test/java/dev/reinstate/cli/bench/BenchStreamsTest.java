package dev.reinstate.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reinstate.cli.Executed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchStreamsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;

  @Test
  void printsARowForEachStreamAndHowManyAreWorse() throws IOException {
    JsonNode report = report("--only", "turns,loads,clicks", "--events", "400");

    assertThat(report.path("seeds").intValue()).isEqualTo(1);
    assertThat(names(report)).containsExactly("clicks", "loads", "turns");
    int worse = 0;
    for (JsonNode stream : report.path("streams")) {
      assertThat(stream.path("observations").intValue()).isEqualTo(400);
      assertThat(stream.path("cpuMicrosPerObservation").doubleValue()).isPositive();
      assertThat(stream.has("learningFrom")).isTrue();
      assertThat(stream.path("peers").isNull()).isTrue();
      String measure = stream.path("target").textValue().equals("value") ? "rmse" : "logLoss";
      JsonNode best = stream.path("baselines").path(stream.path("bestBaseline").textValue());
      for (JsonNode baseline : stream.path("baselines")) {
        assertThat(baseline.path(measure).doubleValue())
            .isGreaterThanOrEqualTo(best.path(measure).doubleValue());
      }
      JsonNode reinstate = stream.path("reinstate");
      assertThat(reinstate.path(measure).doubleValue()).isPositive();
      assertThat(reinstate.path("secondHalf").path(measure).doubleValue()).isPositive();
      worse += stream.path("worse").booleanValue() ? 1 : 0;
    }
    assertThat(report.path("worse").intValue()).isEqualTo(worse);
    assertThat(report.path("streams").findValues("calibrationError")).isNotEmpty();
  }

  @Test
  void predictsAsReplayDoesWhereNothingIsSet() throws IOException {
    Path recording = temp.resolve("turns");
    run("generate", "stream", "turns", "--events", "400", "--out", recording.toString());
    JsonNode replayed =
        JSON.readTree(run("replay", "--recording", recording.toString(), "--json"))
            .path("runs")
            .path(0);

    JsonNode stream = report("--only", "turns", "--events", "400").path("streams").path(0);

    assertThat(stream.path("reinstate").path("logLoss"))
        .isEqualTo(replayed.path("initial").path("logLoss"));
    assertThat(stream.path("baselines").path("kNN").path("logLoss"))
        .isEqualTo(replayed.path("baselines").path("kNN").path("logLoss"));
  }

  @Test
  void replaysAtTheSameTimeGiveTheSame() throws IOException {
    String[] arguments = {"--only", "turns,rules", "--events", "200", "--seeds", "2"};
    List<String> both = new ArrayList<>(List.of(arguments));
    both.addAll(List.of("--at-once", "2"));

    assertThat(withoutTimes(report(both.toArray(String[]::new))))
        .isEqualTo(withoutTimes(report(arguments)));
  }

  @Test
  void figuresAreMeansOverSeeds() throws IOException {
    double one = logLoss(report("--only", "rules", "--events", "300"));
    Path second = temp.resolve("second");
    run(
        "generate",
        "stream",
        "rules",
        "--events",
        "300",
        "--seed",
        "2",
        "--out",
        second.toString());
    JsonNode replayed =
        JSON.readTree(run("replay", "--recording", second.toString(), "--set", "seed=2", "--json"));
    double two = replayed.path("runs").path(0).path("initial").path("logLoss").doubleValue();

    double mean = logLoss(report("--only", "rules", "--events", "300", "--seeds", "2"));

    assertThat(mean).isCloseTo((one + two) / 2, within(1e-12));
  }

  @Test
  void takesRecordingsAndTablesBelowAFolder() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("own/deeper"));
    run("generate", "stream", "turns", "--events", "50", "--out", folder.resolve("a").toString());
    StringBuilder table = new StringBuilder("at,key,x,y\n");
    for (int row = 0; row < 60; row++) {
      table.append("%d,a,%d,%d%n".formatted(86_400 + row, row % 7, row % 2));
    }
    Files.writeString(folder.resolve("table.csv"), table);
    Files.writeString(folder.resolve("alone.csv"), "a\n1\n");
    Files.writeString(
        folder.resolve("table.yaml"),
        """
        name: own
        key: key
        time: {column: at, format: seconds}
        features: [{column: x, as: number}]
        target: {column: y, as: class, classes: 2, delay: {unit: seconds, plus: 3}}
        """);

    JsonNode report =
        report(
            "--only", "own,turns", "--events", "40", "--streams", temp.resolve("own").toString());

    assertThat(names(report)).containsExactly("turns", "turns", "own");
    assertThat(report.path("streams").path(2).path("observations").intValue()).isEqualTo(40);
  }

  @Test
  void settingsApplyToAll() throws IOException {
    double none = logLoss(report("--only", "turns", "--events", "400"));
    double set = logLoss(report("--only", "turns", "--events", "400", "--set", "memory.k=2"));

    assertThat(set).isNotEqualTo(none);
  }

  @Test
  void theTextHasALineForEachStream() {
    String text = run("bench", "streams", "--only", "turns,loads", "--events", "200");

    assertThat(text.lines().filter(line -> line.startsWith("turns ") || line.startsWith("loads ")))
        .hasSize(2);
    assertThat(text).contains("worse than the best baseline on ").contains(" of 2 streams");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--seeds=0", "--events=-1", "--at-once=0"})
  void refusesNumbersBelowOne(String option) {
    Executed failed = Executed.command("bench", "streams", option);

    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err()).contains("is not allowed; allowed: a whole number from 1");
  }

  @Test
  void saysWhichStreamsThereAre() {
    Executed failed = Executed.command("bench", "streams", "--only", "nosuch");

    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err()).contains("--only: 'nosuch' is not allowed; allowed: boundaries,");
  }

  @Test
  void aFolderWithoutStreamsIsAnError() {
    Executed failed =
        Executed.command("bench", "streams", "--only", "turns", "--streams", temp.toString());

    assertThat(failed.code()).isNotZero();
    assertThat(failed.err()).contains("holds no streams; expected recordings, or tables");
  }

  @Test
  void aBuildWithoutPeersSaysHowToGetThem() {
    Executed failed = Executed.command("bench", "streams", "--only", "turns", "--peers");

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("this build has no peers");
  }

  private static JsonNode report(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("bench", "streams", "--json"));
    command.addAll(List.of(arguments));
    return JSON.readTree(run(command.toArray(String[]::new)));
  }

  private static String run(String... command) {
    Executed executed = Executed.command(command);
    assertThat(executed.code()).as(executed.err()).isZero();
    return executed.out();
  }

  private static List<String> names(JsonNode report) {
    return report.path("streams").findValuesAsText("stream");
  }

  private static double logLoss(JsonNode report) {
    return report.path("streams").path(0).path("reinstate").path("logLoss").doubleValue();
  }

  private static JsonNode withoutTimes(JsonNode report) {
    report
        .path("streams")
        .forEach(stream -> ((ObjectNode) stream).remove("cpuMicrosPerObservation"));
    return report;
  }
}
