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

  private static JsonNode run(String... more) throws IOException {
    Executed executed = replay(more);
    assertThat(executed.code()).as(executed.err()).isZero();
    return new ObjectMapper().readTree(executed.out()).at("/runs/0");
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
