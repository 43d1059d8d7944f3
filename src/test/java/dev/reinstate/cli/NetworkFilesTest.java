package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's convolutional networks by way of the command line. */
class NetworkFilesTest {

  private static final Path NETWORKS = Path.of("src/test/resources/torchscript");

  @TempDir static Path temp;

  @BeforeAll
  static void record() {
    assertThat(
            Executed.command(
                    "generate",
                    "label-binding",
                    "--dataset",
                    "fashion-mnist",
                    "--episodes",
                    10,
                    "--events",
                    300,
                    "--out",
                    temp.resolve("fashion"))
                .code())
        .isZero();
  }

  private static Executed replay(Object... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "replay",
                "--json",
                "--recording",
                temp.resolve("fashion"),
                "--job",
                "jobs/label-binding.yaml"));
    arguments.addAll(List.of(more));
    return Executed.command(arguments.toArray());
  }

  private static Object[] files(String provider, String embedding, int codeSize, Object... more) {
    List<Object> arguments = new ArrayList<>();
    for (String setting :
        new String[] {
          "compute.provider=" + provider,
          "network.embedding.file=" + NETWORKS.resolve(embedding),
          "network.encoder.file=" + NETWORKS.resolve("encoder.pt"),
          "network.decoder.file=" + NETWORKS.resolve("decoder.pt"),
          "network.code.size=" + codeSize,
          "training.batch=16",
          "training.autoencoder.gate=1"
        }) {
      arguments.add("--set");
      arguments.add(setting);
    }
    arguments.addAll(List.of(more));
    return arguments.toArray();
  }

  @Test
  void theyLearnAndGiveTheSameBitsAgainAndAreSaved() throws Exception {
    Path saved = temp.resolve("learned");
    Files.createDirectory(saved);
    Executed first = replay(files("torch", "embedding.pt", 32, "--save-networks", saved));
    Executed second = replay(files("torch", "embedding.pt", 32));
    assertThat(first.code()).as(first.err()).isZero();
    JsonNode run = new ObjectMapper().readTree(first.out()).at("/runs/0");
    assertThat(run.at("/updates").asInt()).isPositive();
    assertThat(new ObjectMapper().readTree(second.out()).at("/runs/0/digest"))
        .isEqualTo(run.at("/digest"));
    for (String name : List.of("embedding.pt", "encoder.pt", "decoder.pt")) {
      assertThat(Files.readAllBytes(saved.resolve(name)))
          .isNotEqualTo(Files.readAllBytes(NETWORKS.resolve(name)));
    }
  }

  @Test
  void whatDoesNotFitEndsWithOneSentence() {
    refused(replay(files("torch", "embedding.pt", 16)), "encoder.pt gives 2 × 32 for 2 rows");
    refused(replay(files("torch", "missing.pt", 32)), "missing.pt cannot be read");
    refused(replay(files("java", "embedding.pt", 32)), "need compute.provider torch");
    refused(replay("--set", "compute.device=cuda:99"), "compute.provider java computes on the CPU");
  }

  private static void refused(Executed executed, String sentence) {
    assertThat(executed.code()).isEqualTo(1);
    assertThat(executed.err()).contains(sentence);
    assertThat(executed.err().strip().lines()).hasSize(1);
    assertThat(executed.out()).isEmpty();
  }
}
