package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What README shows first must work. */
class DemoIT {

  @Test
  void theDemoEndsByItselfWithBalancedBooks() throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        Reinstate.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    int exit = line.execute("demo", "--events", "3000", "--json");

    assertThat(exit).as(err.toString()).isZero();
    JsonNode run = new ObjectMapper().readTree(out.toString()).get("runs").get(0);
    assertThat(run.get("observations").asLong()).isEqualTo(3000);
    assertThat(run.get("predictions").asLong()).isEqualTo(3000);
    assertThat(run.get("credits").asLong()).isEqualTo(3000);
    assertThat(run.get("pending").asLong()).isZero();
    JsonNode feedback = run.get("feedback");
    assertThat(feedback.get("sent").asLong()).isEqualTo(3000);
    assertThat(feedback.get("matched").asLong()).isEqualTo(3000);
    assertThat(feedback.get("held").asLong()).isZero();
    assertThat(run.get("initial").get("count").asLong()).isEqualTo(3000);
    assertThat(run.get("baselines").get("majority").get("logLoss").isNumber()).isTrue();
    assertThat(err.toString()).contains("Flink http://127.0.0.1:").contains("per origin");
  }
}
