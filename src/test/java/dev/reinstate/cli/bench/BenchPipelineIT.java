package dev.reinstate.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reinstate.cli.Executed;
import org.junit.jupiter.api.Test;

class BenchPipelineIT {

  @Test
  void tellsRatesAndWhatTheJobIsBusyWith() throws Exception {
    Executed executed = Executed.command("bench", "pipeline", "--events", "4000", "--json");

    assertThat(executed.code()).as(executed.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(executed.out());
    assertThat(report.get("observations").asLong()).isBetween(1L, 4_000L);
    assertThat(report.get("observationsPerSecond").asDouble()).isPositive();
    assertThat(report.get("feedbackPerSecond").asDouble()).isPositive();
    assertThat(report.get("cpuMicrosPerObservation").asDouble()).isPositive();
    JsonNode shares = report.get("shares");
    assertThat(shares.fieldNames())
        .toIterable()
        .contains("sources", "order", "embed", "read", "recompute", "state", "trainer", "sinks");
    double sum = 0;
    for (JsonNode share : shares) {
      sum += share.asDouble();
    }
    // a profile of a few seconds on a busy machine may have no sample at all
    assertThat(sum)
        .satisfiesAnyOf(
            all -> assertThat(all).isZero(), all -> assertThat(all).isCloseTo(1, within(1e-9)));
  }
}
