package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {

  @TempDir static Path temp;

  @BeforeAll
  static void record() {
    assertThat(
            Executed.command(
                    "generate",
                    "label-binding",
                    "--episodes",
                    20,
                    "--events",
                    600,
                    "--out",
                    temp.resolve("few"))
                .code())
        .isZero();
  }

  @Test
  void theProtocolDecidesWhenFeedbackComes() throws IOException {
    JsonNode natural = run();
    JsonNode zero = run("--protocol", "zero");
    JsonNode fixed = run("--protocol", "fixed:50");

    assertThat(natural.at("/protocol").asText()).isEqualTo("natural");
    assertThat(zero.at("/protocol").asText()).isEqualTo("zero");
    assertThat(natural.at("/feedbackDelayMillis/p50").asLong()).isEqualTo(20_000);
    assertThat(zero.at("/feedbackDelayMillis/max").asLong()).isZero();
    assertThat(fixed.at("/feedbackDelayMillis/p50").asLong()).isEqualTo(50_000);
    for (JsonNode run : new JsonNode[] {natural, zero, fixed}) {
      assertThat(run.at("/initial/count").asInt()).isEqualTo(600);
      assertThat(run.at("/feedback/matched").asInt()).isEqualTo(600);
      assertThat(run.at("/baselines/kNN/count").asInt()).isEqualTo(600);
    }
    assertThat(zero.at("/digest")).isNotEqualTo(natural.at("/digest"));
    assertThat(run("--protocol", "zero").at("/digest")).isEqualTo(zero.at("/digest"));
  }

  @Test
  void anUnknownProtocolIsRefused() {
    Executed executed = replay("--protocol", "none");

    assertThat(executed.code()).isEqualTo(2);
    assertThat(executed.err())
        .contains("--protocol")
        .contains("'none' is not allowed; allowed: natural, fixed:<observations> (1 or more)");
  }

  @Test
  void aCandidateThatIsTheSameDiffersByNothing() throws IOException {
    JsonNode summary = summary("--candidate", "jobs/label-binding.yaml");

    assertThat(summary.at("/runs")).hasSize(2);
    assertThat(summary.at("/runs/1/name").asText()).isEqualTo("candidate");
    assertThat(summary.at("/runs/1/digest")).isEqualTo(summary.at("/runs/0/digest"));
    JsonNode logLoss = summary.at("/comparison/runs/0/measures/logLoss");
    assertThat(logLoss.at("/difference").asDouble(1)).isZero();
    assertThat(logLoss.at("/byTime/low").asDouble(1)).isZero();
    assertThat(logLoss.at("/byKey/high").asDouble(1)).isZero();
    assertThat(logLoss.at("/verdict").asText()).isEqualTo("same");
    assertThat(summary.at("/comparison/observations").asInt()).isEqualTo(600);
    assertThat(summary.at("/sweep").isNull()).isTrue();
  }

  @Test
  void aCandidateIsTheCurrentJobWithItsOwnSettingsOnTop() throws IOException {
    JsonNode summary = summary("--set-candidate", "credit.mode=frozen");

    assertThat(summary.at("/runs/0/digest")).isEqualTo(run().at("/digest"));
    assertThat(summary.at("/runs/1/settings/credit.mode").asText()).isEqualTo("frozen");
    assertThat(summary.at("/runs/1/settings/memory.k"))
        .isEqualTo(summary.at("/runs/0/settings/memory.k"));
    assertThat(summary.at("/runs/1/digest")).isNotEqualTo(summary.at("/runs/0/digest"));
    assertThat(replay("--set-candidate", "credit.mode=frozen").code()).isZero();
  }

  @Test
  void aSweepIsATableWithTheBestFirst() throws IOException {
    JsonNode summary =
        summary("--sweep", "memory.k=2,8", "--sweep", "credit.mode=frozen,reinstated");

    assertThat(summary.at("/runs")).as("k 8, reinstated is the current one").hasSize(4);
    assertThat(summary.at("/sweep")).hasSize(4);
    assertThat(summary.at("/sweep").findValuesAsText("run"))
        .containsExactlyInAnyOrder(
            "current",
            "memory.k=2 credit.mode=frozen",
            "memory.k=2 credit.mode=reinstated",
            "memory.k=8 credit.mode=frozen");
    double last = 0;
    for (JsonNode row : summary.at("/sweep")) {
      assertThat(row.at("/logLoss").asDouble()).isGreaterThanOrEqualTo(last);
      assertThat(row.at("/settings")).hasSize(2);
      assertThat(row.at("/againstCurrent").isNull())
          .isEqualTo(row.at("/run").asText().equals("current"));
      last = row.at("/logLoss").asDouble();
    }
  }

  @Test
  void impossibleSettingsAreRefusedBeforeAnythingRuns() {
    refused("--sweep", "memory.k", "'memory.k' is not of the form key=a,b,c");
    refused("--sweep", "memory.k=", "'memory.k…' is not of the form key=a,b,c");
    refused("--sweep", "memory.k=4,4", "'memory.k=4,4' has a value twice");
    refused("--sweep", "memory.q=4,5", "there is no setting 'memory.q'");
    refused("--sweep", "memory.k=1,8", "memory.k: '1'");
    refused("--set-candidate", "prediction.classes=9", "prediction.classes: '9' of the run");
    refused("--candidate", "nowhere.yaml", "nowhere.yaml cannot be read");
    assertThat(replay("--sweep", "memory.k=4", "--sweep", "memory.k=8").err())
        .contains("'memory.k' is swept twice");
  }

  @Test
  void whatASavepointCannotGiveIsRefused() {
    refusedFromSavepoint("--from-savepoint: is for --engine plain", "--engine", "flink");
    refusedFromSavepoint("--protocol: needs what came before", "--protocol", "zero");
    refusedFromSavepoint("--probe-exact: needs what came before", "--probe-exact", "10");
    refusedFromSavepoint("--events: needs what came before", "--events", "10");
    Executed nothing = replay("--from-savepoint", temp.toString());
    assertThat(nothing.code()).isEqualTo(1);
    assertThat(nothing.err()).contains("there is no savepoint of the job at " + temp);
  }

  private static void refusedFromSavepoint(String message, String option, String value) {
    Executed executed = replay("--from-savepoint", "nowhere", option, value);
    assertThat(executed.code()).as(option).isEqualTo(2);
    assertThat(executed.err()).contains(message);
  }

  private static void refused(String option, String value, String message) {
    Executed executed = replay(option, value);
    assertThat(executed.code()).as(value).isEqualTo(2);
    assertThat(executed.err()).contains(message);
  }

  private static JsonNode run(String... more) throws IOException {
    return summary(more).at("/runs/0");
  }

  private static JsonNode summary(String... more) throws IOException {
    Executed executed = replay(more);
    assertThat(executed.code()).as(executed.err()).isZero();
    return new ObjectMapper().readTree(executed.out());
  }

  private static Executed replay(String... more) {
    Object[] arguments = new Object[6 + more.length];
    Object[] first = {
      "replay", "--json", "--recording", temp.resolve("few"), "--job", "jobs/label-binding.yaml"
    };
    System.arraycopy(first, 0, arguments, 0, 6);
    System.arraycopy(more, 0, arguments, 6, more.length);
    return Executed.command(arguments);
  }
}
