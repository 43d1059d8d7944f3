package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reinstate.recording.generate.RecallGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that go from command to command. */
class PretrainCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path temp;

  @BeforeAll
  static void generate() {
    new RecallGenerator(16, 2_000, 1).generate(temp.resolve("recall"), written -> {});
  }

  private static Executed run(String command, Object... more) {
    List<Object> all =
        new ArrayList<>(
            List.of(command, "--recording", temp.resolve("recall"), "--job", "jobs/recall.yaml"));
    all.addAll(List.of(more));
    return Executed.command(all.toArray());
  }

  private static JsonNode json(String command, Object... more) throws IOException {
    List<Object> all = new ArrayList<>(List.of(more));
    all.add("--json");
    Executed done = run(command, all.toArray());
    assertThat(done.err()).isEmpty();
    assertThat(done.code()).isZero();
    return JSON.readTree(done.out());
  }

  private static Path pretrained(String name) throws IOException {
    Path file = temp.resolve(name);
    assertThat(json("pretrain", "--out", file, "--steps", 200).at("/ready").asBoolean()).isTrue();
    return file;
  }

  @Test
  void theErrorIsReported() throws IOException {
    Path file = temp.resolve("reported.model");
    JsonNode result = json("pretrain", "--out", file, "--steps", 200, "--batch", 100);

    assertThat(file).isRegularFile();
    assertThat(result.at("/observations").asInt()).isEqualTo(1_800);
    assertThat(result.at("/heldOut").asInt()).isEqualTo(200);
    assertThat(result.at("/steps").asInt()).isEqualTo(200);
    assertThat(result.at("/batch").asInt()).isEqualTo(100);
    assertThat(result.at("/errorBefore").asDouble()).isGreaterThan(.9);
    assertThat(result.at("/errorAfter").asDouble()).isBetween(.05, .2);
    assertThat(result.at("/ready").asBoolean()).isTrue();
    assertThat(result.at("/model").asText()).isEqualTo(file.toString());
    assertThat(result.at("/settings/training.autoencoder.batch").asInt()).isEqualTo(100);
  }

  @Test
  void theTextSaysWhenLearningBegins() {
    Path file = temp.resolve("text.model");
    assertThat(run("pretrain", "--out", file, "--steps", 200).out())
        .contains("200 steps of", "out of 1,800 observations")
        .contains("on 200 other observations")
        .contains("learns from the first batch of feedback on");
    assertThat(run("pretrain", "--out", file, "--steps", 1).out())
        .contains("learns only when the error is below training.autoencoder.gate");
  }

  @Test
  void aReplayStartsFromIt() throws IOException {
    JsonNode anew = json("replay").at("/runs/0");
    JsonNode started =
        json("replay", "--set", "model.initial=" + pretrained("start.model")).at("/runs/0");

    assertThat(anew.at("/learningFrom").asInt()).isGreaterThan(800);
    assertThat(started.at("/learningFrom").asInt()).isBetween(64, 96);
    assertThat(started.at("/updates").asInt()).isGreaterThan(25);
    assertThat(started.at("/autoencoderError").asDouble()).isBetween(.05, .3);
  }

  @Test
  void theModelAtTheEndOfAReplayIsTheStartOfAnother() throws IOException {
    Path end = temp.resolve("end.model");
    String from = "model.initial=" + pretrained("first.model");
    JsonNode first = json("replay", "--save-model", end, "--set", from).at("/runs/0");
    JsonNode second = json("replay", "--set", "model.initial=" + end).at("/runs/0");
    JsonNode frozen =
        json("replay", "--set", "model.initial=" + end, "--set", "credit.mode=frozen")
            .at("/runs/0");

    assertThat(second.at("/updates")).isEqualTo(first.at("/updates"));
    assertThat(accuracy(second)).isGreaterThan(accuracy(first) + .05);
    // what the first one learned is there without a step of the second
    assertThat(frozen.at("/updates").asInt()).isZero();
    assertThat(accuracy(frozen)).isGreaterThan(accuracy(first));
  }

  private static double accuracy(JsonNode run) {
    return run.at("/initial/groups/junction/accuracy").asDouble();
  }

  @Test
  void aModelThatDoesNotFitIsAUsageError() throws IOException {
    Path file = pretrained("other.model");
    Executed failed =
        run("replay", "--set", "model.initial=" + file, "--set", "network.code.size=9");
    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err())
        .contains(
            "model.initial: %s was made for another job: network.code.size 16 (expected 9)"
                .formatted(file));
  }

  @Test
  void aModelThatIsNotThereIsAUsageError() {
    Executed failed = run("replay", "--set", "model.initial=no.model");
    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err()).contains("model.initial: there is no file no.model; expected");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--steps 0 | --steps: '0' is not allowed; allowed: a whole number from 1",
        "--batch 0 | --batch: '0' is not allowed; allowed: a whole number from 1",
        "--steps many | --steps",
        "--set memory.k=1 | memory.k: '1' is not allowed",
      })
  void aWrongOptionIsAUsageError(String options, String message) {
    Path file = temp.resolve("never.model");
    List<Object> more = new ArrayList<>(List.of("--out", file));
    more.addAll(List.of(options.split(" ")));
    Executed failed = run("pretrain", more.toArray());
    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err()).contains(message);
    assertThat(file).doesNotExist();
  }

  @Test
  void aFileWithNoPlaceIsAUsageErrorBeforeAnyWork() throws IOException {
    Path nowhere = temp.resolve("no-folder/x.model");
    for (Executed failed :
        List.of(
            run("pretrain", "--out", nowhere),
            run("replay", "--save-model", nowhere),
            run("replay", "--save-model", temp))) {
      assertThat(failed.code()).isEqualTo(2);
      assertThat(failed.out()).isEmpty();
      assertThat(failed.err()).contains("allowed: a file in a folder that exists");
    }
    assertThat(Files.exists(nowhere)).isFalse();
  }
}
