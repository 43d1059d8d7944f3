package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reinstate.recording.generate.RecallGenerator;
import dev.reinstate.stream.config.JobFile;
import dev.reinstate.stream.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuneCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path temp;

  @BeforeAll
  static void generate() {
    new RecallGenerator(16, 1_000, 1).generate(temp.resolve("recall"), written -> {});
  }

  private static Executed tune(Path out, Object... more) {
    List<Object> all =
        new ArrayList<>(List.of("tune", "--recording", temp.resolve("recall"), "--out", out));
    all.addAll(List.of(more));
    return Executed.command(all.toArray());
  }

  @Test
  void theJobFileIsReplayedAsItIs() throws IOException {
    Path out = temp.resolve("found.yaml");
    Executed tuned = tune(out, "--candidates", 3, "--json");
    assertThat(tuned.err()).isEmpty();
    assertThat(tuned.code()).isZero();
    JsonNode result = JSON.readTree(tuned.out());
    Executed replayed =
        Executed.command("replay", "--recording", temp.resolve("recall"), "--job", out, "--json");
    assertThat(replayed.code()).as(replayed.err()).isZero();
    JsonNode run = JSON.readTree(replayed.out()).at("/runs/0");

    assertThat(result.at("/candidates").asInt()).isEqualTo(3);
    assertThat(result.at("/measure").asText()).isEqualTo("logLoss");
    assertThat(result.at("/searchedObservations").asInt()).isEqualTo(600);
    assertThat(result.at("/heldOut/observations").asInt()).isEqualTo(400);
    assertThat(result.at("/rungs/0/candidates")).hasSize(3);
    assertThat(result.at("/job").asText()).isEqualTo(out.toString());
    assertThat(run.at("/settings")).isEqualTo(result.at("/settings"));
    assertThat(run.at("/observations").asInt()).isEqualTo(1_000);
    // run needs no more than it does without
    SettingsReader.read(JobFile.read(out));
  }

  @Test
  void whatTheJobSetsIsKept() throws IOException {
    Path out = temp.resolve("kept.yaml");
    Executed tuned = tune(out, "--candidates", 2, "--job", "jobs/recall.yaml", "--set", "seed=7");
    assertThat(tuned.code()).as(tuned.err()).isZero();

    Map<String, String> given = JobFile.read(Path.of("jobs/recall.yaml"));
    assertThat(JobFile.read(out)).containsAllEntriesOf(given).containsEntry("seed", "7");
    assertThat(tuned.out())
        .contains("beside the settings given 2 candidates", "the search has not seen", "majority")
        .contains(out + ", in");
    assertThat(Files.readString(out))
        .contains("--set seed=7")
        .doesNotContain("#   memory.k: ")
        .contains("#   memory.heads: ");
  }

  @Test
  void helpSaysWhatIsSearched() {
    assertThat(Executed.command("tune", "--help").out())
        .contains("What is searched")
        .contains("  memory.k: 8, 16");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--candidates 0 | --candidates: '0' is not allowed; allowed: a whole number from 1",
        "--minutes 0 | --minutes: '0.0' is not allowed; allowed: a number above 0",
        "--minutes NaN | --minutes: 'NaN' is not allowed",
        "--set memory.k=1 | memory.k: '1' is not allowed",
        "--set observation.size=9 | observation.size: '9' does not fit the recording",
      })
  void aWrongOptionIsAUsageError(String options, String message) {
    Path out = temp.resolve("never.yaml");
    Executed failed = tune(out, (Object[]) options.split(" "));

    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err()).contains(message);
    assertThat(out).doesNotExist();
  }

  @Test
  void aFileWithNoPlaceIsAUsageErrorBeforeAnyWork() {
    Executed failed = tune(temp.resolve("no-folder/job.yaml"));

    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err()).contains("allowed: a file in a folder that exists");
  }
}
