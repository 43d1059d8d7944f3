package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reinstate.replay.Dataset;
import dev.reinstate.replay.DriftGenerator;
import dev.reinstate.replay.Generator;
import dev.reinstate.replay.LabelBindingGenerator;
import dev.reinstate.replay.RecallGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job files of the tasks, replayed over small recordings of them. */
class ReplayCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path temp;

  @BeforeAll
  static void generate() {
    generate(
        "label-binding",
        new LabelBindingGenerator(Dataset.DIGITS.read(), 16, 20, 5, 1_600, false, 1));
    generate("recall", new RecallGenerator(16, 16_000, 1));
    generate("drift", new DriftGenerator(Dataset.DIGITS.read(), 32, 1_000, 1));
  }

  private static void generate(String name, Generator generator) {
    generator.generate(temp.resolve(name), written -> {});
  }

  @Test
  void labelBindingIsScoredByInstance() throws IOException {
    JsonNode run = replay("label-binding");

    assertThat(run.at("/settings/observation.size").asInt()).isEqualTo(64);
    assertThat(run.at("/settings/prediction.classes").asInt()).isEqualTo(5);
    JsonNode groups = run.at("/initial/groups");
    assertThat(groups.fieldNames()).toIterable().containsExactly("first", "non-first");
    assertThat(groups.at("/first/count").asInt() + groups.at("/non-first/count").asInt())
        .isEqualTo(1_600);
    // even an untrained network finds like images; of a first one nobody can know the label
    assertThat(groups.at("/non-first/last20/accuracy").asDouble()).isGreaterThan(.5);
    assertThat(groups.at("/first/accuracy").asDouble()).isLessThan(.3);
    assertThat(run.at("/baselines/majority/groups/non-first/accuracy").asDouble()).isLessThan(.35);
  }

  @Test
  void recallLearnsToCreditTheCue() throws IOException {
    JsonNode run = replay("recall", "--set", "training.batch=16");
    JsonNode frozen = replay("recall", "--set", "credit.mode=frozen");

    assertThat(run.at("/initial/groups/junction/last20/accuracy").asDouble()).isGreaterThan(.7);
    assertThat(run.at("/initial/groups/distractor/accuracy").asDouble()).isBetween(.45, .55);
    assertThat(run.at("/creditPrecisionAt1").asDouble()).isGreaterThan(.75);
    assertThat(frozen.at("/creditPrecisionAt1").asDouble()).isLessThan(.3);
    // 16 feedbacks come between an event and its own, and make a step
    assertThat(run.at("/staleness").asDouble()).isBetween(.8, 1.);
    assertThat(frozen.at("/staleness").asDouble()).isZero();
    assertThat(run.at("/embeddingNormBeforeNormalisation").asDouble()).isBetween(.1, 100.);
    assertThat(run.at("/bytesPerMemory/embedding").asInt()).isEqualTo(16 + 4);
    assertThat(run.at("/bytesPerMemory/code").asInt()).isEqualTo(16);
    assertThat(run.at("/autoencoderError").asDouble()).isBetween(0., .4);
  }

  @Test
  void driftIsScoredBeforeAndAfter() throws IOException {
    JsonNode run = replay("drift");

    assertThat(run.at("/settings/prediction.classes").asInt()).isEqualTo(10);
    assertThat(run.at("/initial/groups/before/count").asInt()).isEqualTo(500);
    assertThat(run.at("/initial/groups/after/last20/count").asInt()).isEqualTo(100);
    assertThat(run.at("/creditPrecisionAt1").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"label-binding", "recall", "drift"})
  void jobFilesLeaveTheDataToTheRecording(String name) throws IOException {
    assertThat(Files.readString(job(name)))
        .doesNotContain("observation.size")
        .doesNotContain("classes:");
  }

  @Test
  void theSeedDecidesTheRun() throws IOException {
    String one = replay("drift", "--set", "seed=1").at("/digest").asText();

    assertThat(replay("drift").at("/digest").asText()).isEqualTo(one);
    assertThat(replay("drift", "--set", "seed=2").at("/digest").asText()).isNotEqualTo(one);
  }

  @Test
  void settingsThatDoNotFitTheRecordingAreNamed() {
    Executed failed =
        Executed.command(
            "replay",
            "--recording",
            temp.resolve("drift"),
            "--job",
            job("drift"),
            "--set",
            "observation.size=25");

    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err())
        .contains("observation.size: '25' does not fit the recording 'drift'; allowed: 64");
  }

  @Test
  void aWrongTruthIsNamed() throws IOException {
    Path folder = temp.resolve("wrong");
    new RecallGenerator(2, 10, 1).generate(folder, written -> {});
    Files.writeString(folder.resolve("truth.jsonl"), "{\"observationId\": \"1\"}\n");

    Executed failed = Executed.command("replay", "--recording", folder, "--job", job("recall"));

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("truth.jsonl, line 1: neither group nor cause");
  }

  @Test
  void underDelayTheReinstatedGradientIsNearestToTheExactOne() throws IOException {
    generate(
        "late", new LabelBindingGenerator(Dataset.DIGITS.read(), 800, 20, 5, 12_000, false, 1));
    Object[] settings = {
      "--set", "training.batch=16", "--set", "memory.refresh=none", "--set", "seed=3"
    };
    JsonNode plain = replayOf("late", "label-binding", settings);
    Object[] probing = Arrays.copyOf(settings, settings.length + 2);
    probing[settings.length] = "--probe-exact";
    probing[settings.length + 1] = 5;
    JsonNode probed = replayOf("late", "label-binding", probing);

    JsonNode cosines = probed.at("/gradientCosineToExact");
    assertThat(cosines.fieldNames())
        .toIterable()
        .containsExactly("reinstated", "direct", "target", "hybrid", "query-only");
    double direct = cosines.at("/direct").asDouble();
    assertThat(cosines.at("/reinstated").asDouble()).isBetween(direct + 0.1, 1.);
    assertThat(cosines.at("/query-only").asDouble()).isBetween(0., direct);
    assertThat(plain.at("/gradientCosineToExact").isNull()).isTrue();
    assertThat(plain.at("/updates").asInt()).isGreaterThan(400);
    assertThat(probed.at("/digest")).isEqualTo(plain.at("/digest"));
  }

  @Test
  void whereNothingIsLearnedNoGradientIsProbed() throws IOException {
    JsonNode run = replay("drift", "--probe-exact", 1, "--set", "credit.mode=frozen");

    assertThat(run.at("/gradientCosineToExact").isNull()).isTrue();
  }

  @Test
  void aNegativeProbeIsRefused() {
    Executed failed =
        Executed.command("replay", "--recording", temp.resolve("drift"), "--probe-exact", -1);

    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err())
        .contains("--probe-exact: '-1' is not allowed; allowed: a whole number from 0");
  }

  private static Path job(String name) {
    return Path.of("jobs", name + ".yaml");
  }

  private static JsonNode replay(String name, Object... more) throws IOException {
    return replayOf(name, name, more);
  }

  private static JsonNode replayOf(String recording, String job, Object... more)
      throws IOException {
    Object[] arguments = {
      "replay", "--json", "--recording", temp.resolve(recording), "--job", job(job)
    };
    Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    Executed replayed = Executed.command(all);
    assertThat(replayed.err()).isEmpty();
    assertThat(replayed.code()).isZero();
    return JSON.readTree(replayed.out()).at("/runs/0");
  }
}
