package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reinstate.event.EventCounts.Count;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples run as their page says, against a broker and a running job. */
@Timeout(300)
class ExamplesIT {

  private static final int FLIGHTS = 20;
  private static final Path PYTHON = Path.of("examples/python");

  @TempDir private static Path folder;
  private static JobFixture fixture;
  private static JobID job;

  @BeforeAll
  static void start() throws Exception {
    fixture =
        new JobFixture(
            folder.resolve("servers"),
            FlightsSample.settings(List.of("topics.prefix=example", "order.by=arrival")));
    job = fixture.start(null, null);
  }

  @AfterAll
  static void stop() throws Exception {
    if (fixture != null) {
      fixture.close();
    }
  }

  @Test
  void javaSendsAndReads() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-cp",
            Stream.concat(Stream.of(Path.of("target/classes")), LauncherClassPath.all().stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)),
            "examples/java/FlightsExample.java"));
    String said = run(command);
    assertThat(said.lines().filter(line -> line.matches("JAVA-\\d+: late with probability 0.*")))
        .hasSize(FLIGHTS);
    assertThat(said.lines().filter(line -> line.matches("JAVA-\\d+: loss .*"))).hasSize(FLIGHTS);
  }

  @Test
  void pythonSendsAndReads() throws Exception {
    assumeTrue(hasLibraries(), "skipped: python3 does not find fastavro and confluent_kafka here");
    assertThat(run(List.of("python3", PYTHON.resolve("producer.py").toString())))
        .contains("sent 20 flights");
    fixture.await(job, "feedback", counts -> counts.get(Count.MATCHED) >= FLIGHTS);
    String said = run(List.of("python3", PYTHON.resolve("consumer.py").toString()), "" + FLIGHTS);
    assertThat(said.lines().filter(line -> line.contains(": loss ")).count())
        .isGreaterThanOrEqualTo(FLIGHTS);
    assertThat(said.lines().filter(line -> line.contains(": late with probability 0")).count())
        .isGreaterThanOrEqualTo(FLIGHTS);
  }

  private static boolean hasLibraries() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-c", "import fastavro, confluent_kafka")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs a command with the servers, the prefix and more, and returns what it printed. */
  private static String run(List<String> command, String... more) throws Exception {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(fixture.kafka().bootstrapServers(), "example"));
    all.addAll(List.of(more));
    Path output = folder.resolve("output-" + System.nanoTime());
    Process process =
        new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      boolean ended = process.waitFor(100, TimeUnit.SECONDS);
      String said = Files.readString(output, StandardCharsets.UTF_8);
      assertThat(ended).as("%s has ended; it printed %s", all, said).isTrue();
      assertThat(process.exitValue()).as(said).isZero();
      return said;
    } finally {
      process.destroyForcibly();
    }
  }
}
