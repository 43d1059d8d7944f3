package dev.reinstate.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reinstate.cli.Executed;
import org.junit.jupiter.api.Test;

class BenchReadTest {

  @Test
  void comparesTheFullReadWithTheSimpleOne() throws Exception {
    Executed executed = Executed.command("bench", "read", "--events", "200", "--json");

    JsonNode report = new ObjectMapper().readTree(executed.out());
    assertThat(report.get("observations").asLong()).isEqualTo(200);
    double simple = report.at("/simple/microsPerObservation").asDouble();
    double full = report.at("/full/microsPerObservation").asDouble();
    assertThat(simple).isPositive();
    assertThat(full).isPositive();
    assertThat(report.get("ratio").asDouble()).isCloseTo(full / simple, within(1e-9));
    assertThat(executed.code()).isZero();
  }
}
