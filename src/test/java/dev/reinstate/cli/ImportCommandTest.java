package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

  @TempDir private Path temp;
  private Path csv;
  private Path mapping;

  @BeforeEach
  void files() throws IOException {
    csv = Files.writeString(temp.resolve("t.csv"), "k,t,x,y\na,1,1,0\na,2,much,1\nb,3,1,\n");
    mapping =
        Files.writeString(
            temp.resolve("m.yaml"),
            """
            name: n
            key: k
            time: {column: t, format: seconds}
            features: [{column: x, as: number}]
            target: {column: y, as: class, classes: 2, delay: {unit: days, plus: 1}}
            """);
  }

  @Test
  void saysWhatIsMadeAndWhatIsLeftOut() {
    Executed made = run("--bad-rows", "skip");

    assertThat(made)
        .isEqualTo(
            new Executed(
                0,
                """
                %s: 2 observations of 1 features, 1 feedbacks
                1 rows without a target
                """
                    .formatted(temp.resolve("out")),
                """
                   feature  mean  deviation  minimum  maximum  missing
                0  x           1          0        1        1    0.0 %
                warning: feature 0, x, is always 1
                1 of 3 rows cannot be used and are left out:
                  line 3: x is 'much', which is not allowed; allowed: a number
                """));
  }

  @Test
  void whatItSawIsThereAsJson() throws IOException {
    Files.writeString(csv, "k,t,x,y\na,1,1,0\na,2,,1\nb,3,4,\nb,4,?,1\n");

    Executed made = run("--json");

    assertThat(made.code()).isZero();
    JsonNode json = new ObjectMapper().readTree(made.out());
    assertThat(json.at("/rows").asLong()).isEqualTo(4);
    assertThat(json.at("/badRows").asLong()).isEqualTo(1);
    assertThat(json.at("/observations").asLong()).isEqualTo(3);
    assertThat(json.at("/feedback").asLong()).isEqualTo(2);
    assertThat(json.at("/withoutTarget").asLong()).isEqualTo(1);
    assertThat(json.at("/features/0").toString())
        .isEqualTo(
            """
            {"index":0,"name":"x","column":"x","hashed":false,"mean":2.5,"deviation":1.5,\
            "min":1.0,"max":4.0,"missing":%s,"warnings":[]}"""
                .formatted(1 - 2.0 / 3));
    assertThat(made.err()).startsWith("1 of 4 rows cannot be used");
  }

  /** Of rows without header, key or time: what a stranger has. */
  @Test
  void whatItProposesRunsUnchanged() throws IOException {
    Random random = new Random(1);
    StringBuilder rows = new StringBuilder();
    for (int row = 0; row < 300; row++) {
      double x = random.nextGaussian();
      String other = row % 9 == 0 ? "NA" : Integer.toString(row % 9);
      rows.append("%s,%s,%d%n".formatted(x, other, x > 0 ? 1 : 0));
    }
    Files.writeString(csv, rows);

    Executed suggested = Executed.command("import", "--suggest", csv);

    assertThat(suggested.code()).isZero();
    assertThat(suggested.err()).isEmpty();
    Files.writeString(mapping, suggested.out());
    Executed made = run("--bad-rows", "stop");
    assertThat(made.code()).isZero();
    assertThat(made.out())
        .isEqualTo(temp.resolve("out") + ": 300 observations of 2 features, 300 feedbacks\n");
    assertThat(made.err()).contains("needs features.missing-indicators: [1];");
    Executed replayed = Executed.command("replay", "--recording", temp.resolve("out"), "--json");
    assertThat(replayed.code()).isZero();
    JsonNode run = new ObjectMapper().readTree(replayed.out()).at("/runs/0");
    assertThat(run.at("/settings").get("features.missing-indicators").asText()).isEqualTo("[1]");
    assertThat(run.at("/predictions").asInt()).isEqualTo(300);
  }

  @Test
  void aTableIsLookedAtOrImported() {
    assertThat(Executed.command("import", csv).err())
        .contains("--suggest", "--mapping=FILE --out=DIR");
    assertThat(Executed.command("import", csv, "--suggest", "--mapping", mapping).code())
        .isEqualTo(2);
    assertThat(Executed.command("import", csv, "--mapping", mapping).err()).contains("--out=DIR");
  }

  @Test
  void stopsAtABadRowIfItIsTold() {
    Executed made = run("--bad-rows", "stop");

    assertThat(made.code()).isEqualTo(1);
    assertThat(made.err())
        .isEqualTo(csv + ", line 3: x is 'much', which is not allowed; allowed: a number\n");
  }

  @Test
  void aMappingThatIsWrongIsWrongUsage() throws IOException {
    Files.writeString(mapping, "name: n\n");

    Executed made = run();

    assertThat(made.code()).isEqualTo(2);
    assertThat(made.err()).contains(mapping + ": time is missing");
  }

  @Test
  void aTableThatIsNotThereIsSaid() throws IOException {
    Files.delete(csv);

    assertThat(run()).isEqualTo(new Executed(1, "", csv + ": there is no such file\n"));
  }

  private Executed run(Object... options) {
    Object[] all = new Object[options.length + 6];
    Object[] first = {"import", csv, "--mapping", mapping, "--out", temp.resolve("out")};
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(options, 0, all, first.length, options.length);
    return Executed.command(all);
  }
}
