package dev.reinstate.stream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reinstate.stream.LogLines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobFileTest {

  private static void assertRefused(ThrowingCallable reading, String... words) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(reading)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  @Test
  void nestedAndDottedKeysAreTheSame() {
    Map<String, String> settings =
        JobFile.parse(
            """
            # a comment
            observation.size: 25
            memory:
              k: 8
              codec-at-write: false
            training:
              autoencoder.batch: 4
              autoencoder:
                gate: 0.5
            order.by: event-time
            """,
            "job.yaml");
    assertThat(settings)
        .containsOnly(
            Map.entry("observation.size", "25"),
            Map.entry("memory.k", "8"),
            Map.entry("memory.codec-at-write", "false"),
            Map.entry("training.autoencoder.batch", "4"),
            Map.entry("training.autoencoder.gate", "0.5"),
            Map.entry("order.by", "event-time"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "16",
        "0.05",
        "5e-4",
        "1.0e-3",
        "010",
        "1_000",
        "true",
        "yes",
        "null",
        "~",
        "",
        " ",
        "30 d",
        "64;32",
        "[1, 2]",
        "{}",
        "a: b",
        "a #b",
        "#",
        "!x",
        "&x",
        "*x",
        "'x'",
        "\"x\"",
        "x\ny: z",
        "ü\t\\",
        "2026-01-02",
        "-",
        "0x1F",
      })
  void whatIsWrittenIsReadAgain(String value) {
    Map<String, String> settings =
        Map.of("kafka.properties.a", value, "memory.k", "8", "topics.prefix", value);
    assertThat(JobFile.parse(JobFile.text(settings), "job.yaml")).isEqualTo(settings);
  }

  @Test
  void plainValuesAreWrittenWithoutQuotes() {
    assertThat(JobFile.text(Map.of("memory.expire-after", "30 d")))
        .isEqualTo("memory.expire-after: 30 d\n");
    assertThat(JobFile.text(Map.of("seed", "010"))).isEqualTo("seed: \"010\"\n");
  }

  @Test
  void listsBecomeWhatOptionsOfListsRead() {
    assertThat(JobFile.parse("network.embedding.hidden: [64, 32]", "job.yaml"))
        .containsEntry("network.embedding.hidden", "64;32");
  }

  @Test
  void spacesHaveSettingsByTheirNames() {
    assertThat(
            JobFile.parse(
                """
                spaces:
                  departures: {key: origin}
                  routes: {key: [origin, destination], k: 8}
                  all: {}
                reads: [departures at destination, routes at destination+origin, all]
                """,
                "job.yaml"))
        .containsExactly(
            Map.entry("spaces.departures.key", "origin"),
            Map.entry("spaces.routes.key", "origin;destination"),
            Map.entry("spaces.routes.k", "8"),
            Map.entry("spaces.all.key", ""),
            Map.entry("reads", "departures at destination;routes at destination+origin;all"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spaces.all.kk: 8",
        "spaces.all: 8",
        "spaces: {a b: {k: 8}}",
        "spaces: {a.b: {k: 8}}",
        "spaces: {<name>: {k: 8}}",
        "spaces: {a23456789012345678901234567890123456789012345678901234567890123456: {k: 8}}",
        "spaces: {'': {k: 8}}",
        "spaces: {a b: {}, all.k: 8, b.kk: 1}",
      })
  void aSettingThatNoSpaceHasIsNamedWithWhatIsAllowed(String yaml) {
    assertRefused(
        () -> JobFile.parse(yaml, "job.yaml"),
        "job.yaml: there is no setting 'spaces.",
        "allowed are spaces.<name>.capacity, spaces.<name>.k, spaces.<name>.key,"
            + " spaces.<name>.sample, spaces.<name>.shards, where <name> is 1 to 64 letters");
    assertRefused(
        () -> JobFile.with(Map.of(), List.of("spaces.all.kk=8")),
        "--set: there is no setting 'spaces.all.kk'");
  }

  @Test
  void settingsOfKafkaAndFlinkPassThrough() {
    assertThat(
            JobFile.parse("{kafka.properties: {sasl.mechanism: PLAIN}, flink.a.b: 1}", "job.yaml"))
        .containsOnly(
            Map.entry("kafka.properties.sasl.mechanism", "PLAIN"), Map.entry("flink.a.b", "1"));
  }

  @Test
  void anEmptyFileHoldsNoSettings() {
    assertThat(JobFile.parse("", "job.yaml")).isEmpty();
    assertThat(JobFile.parse("# nothing\n", "job.yaml")).isEmpty();
  }

  @Test
  void anUnknownKeyIsNamedWithWhatIsAllowed() {
    assertRefused(
        () -> JobFile.parse("memory: {kk: 3}", "job.yaml"),
        "job.yaml",
        "'memory.kk'",
        "memory.k,",
        "reads,",
        "spaces.<name>.key,",
        "kafka.properties.*",
        "flink.*");
  }

  @Test
  void whatIsNoYamlIsRefused() {
    assertRefused(() -> JobFile.parse("memory: [1", "job.yaml"), "job.yaml is no YAML");
    assertRefused(() -> JobFile.parse("just words", "job.yaml"), "job.yaml must hold settings");
    assertRefused(() -> JobFile.parse("[1, 2]", "job.yaml"), "job.yaml must hold settings");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          a: 1\\na.jaas: "Module username="u" password="hunter2";" | line 2, column
          a.jaas: Module required password="hunter2: x"; | line 1, column
          a: {password: hunter2, b: [ | line 1, column
          password: !hunter2!x hunter2 | tag handle
          password: "\\hunter2" | unknown escape
          password: hunter2\\npassword: hunter2 | line 2
          password: *hunter2 | line 1: '*' begins an alias
          a: 1\\npassword: &hunter2 | line 2: '&' begins an anchor
          password: &hunter2 x | line 1: '&' begins an anchor
          password: !hunter2 | line 1: '!' begins a tag
          password: !hunter2 x | line 1: '!' begins a tag
          a.password: [x, {hunter2: x}] | 'a.password' is a list of more than values
          a.password: [x, [hunter2]] | 'a.password' is a list of more than values
          a.password: [x, ] | there is no setting 'a.password'
          a.password: [x, null] | 'a.password' is a list of more than values
          a: {password=hunter2, b: 1} | 'a.password…' has no value
          Module required password="hunter2": 1 | no setting 'Module…'
          password: hunter2\\n---\\npassword: hunter2 | line
          """)
  void whatIsNoYamlIsNotRepeated(String yaml, String said) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> JobFile.parse(yaml.replace("\\n", "\n"), "job.yaml"))
        .satisfies(
            e -> assertThat(e.getMessage()).contains("job.yaml", said).doesNotContain("hunter2"));
  }

  @Test
  @Timeout(10)
  void aFileThatGrowsOrNestsWithoutEndIsRefusedAtOnce() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String alias = "*a" + (i - 1);
      laughs.append("a%d: &a%d [%s]%n".formatted(i, i, String.join(", ", alias, alias, alias)));
    }
    assertRefused(() -> JobFile.parse(laughs.toString(), "job.yaml"), "line 1", "anchor");
    assertRefused(() -> JobFile.parse("{a: ".repeat(100_000), "job.yaml"), "nesting depth");
    assertRefused(() -> JobFile.parse("- ".repeat(100_000), "job.yaml"), "nesting depth");
  }

  @Test
  void aSecondDocumentIsRefused() {
    assertRefused(() -> JobFile.parse("memory.k: 8\n---\nmemory.k: 9\n", "job.yaml"), "job.yaml");
  }

  @Test
  void aByteOrderMarkIsPassedOver(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("job.yaml"), "\uFEFFmemory.k: 8\n");

    assertThat(JobFile.read(file)).isEqualTo(Map.of("memory.k", "8"));
  }

  @Test
  void aFileThatIsNotUtf8IsRefused(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("job.yaml"), "kafka.prefix: M\u00fcll\n", StandardCharsets.ISO_8859_1);

    assertRefused(() -> JobFile.read(file), "job.yaml", "is not UTF-8");
  }

  @Test
  void aKeyThatIsGivenTwiceIsRefused() {
    assertRefused(
        () -> JobFile.parse("memory.k: 3\nmemory.k: 4", "job.yaml"), "job.yaml", "memory.k");
    assertRefused(
        () -> JobFile.parse("memory.k: 3\nmemory: {k: 4}", "job.yaml"), "job.yaml", "memory.k");
  }

  @Test
  void aKeyWithoutValueIsRefused() {
    assertRefused(
        () -> JobFile.parse("topics.prefix:", "job.yaml"), "job.yaml", "topics.prefix", "value");
  }

  @Test
  void filesAreReadAndMissingOnesNamed(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("job.yaml"), "memory.k: 3");
    assertThat(JobFile.read(file)).containsEntry("memory.k", "3");
    assertRefused(() -> JobFile.read(folder.resolve("none.yaml")), "none.yaml", "cannot be read");
  }

  @Test
  void aDeprecatedKeyStillWorksAndWarnsOnce() {
    try (LogLines log = LogLines.of(DeprecatedKeys.class)) {
      for (int time = 0; time < 2; time++) {
        assertThat(
                JobFile.parse("order: {disorder: 2 s, idle-after: 9 s, by: arrival}", "old.yaml"))
            .containsExactly(
                Map.entry("order.max-out-of-orderness", "2 s"),
                Map.entry("order.idle-timeout", "9 s"),
                Map.entry("order.by", "arrival"));
      }
      assertThat(log.lines())
          .containsExactly(
              "old.yaml: the key order.disorder is deprecated; use order.max-out-of-orderness"
                  + " instead",
              "old.yaml: the key order.idle-after is deprecated; use order.idle-timeout instead");
    }
  }

  @Test
  void aSettingUnderBothItsKeysIsRefused() {
    String both =
        "order.disorder is the old key of order.max-out-of-orderness, and both are set; allowed:"
            + " order.max-out-of-orderness alone";
    assertRefused(
        () -> JobFile.parse("order: {disorder: 2 s, max-out-of-orderness: 2 s}", "both.yaml"),
        "both.yaml: " + both);
    assertRefused(
        () ->
            JobFile.with(Map.of(), List.of("order.max-out-of-orderness=1 s", "order.disorder=2 s")),
        "--set: " + both);
  }

  @Test
  void aDeprecatedKeyOfTheCommandLineReplacesTheCurrentOneOfTheFile() {
    assertThat(
            JobFile.with(
                Map.of("order.max-out-of-orderness", "5 s"), List.of("order.disorder=2 s")))
        .containsOnly(Map.entry("order.max-out-of-orderness", "2 s"));
  }

  @Test
  void settingsOfTheCommandLineComeOnTop() {
    assertThat(
            JobFile.with(
                Map.of("memory.k", "3", "seed", "1"),
                List.of("memory.k = 4", "kafka.properties.a=b=c")))
        .containsOnly(
            Map.entry("memory.k", "4"),
            Map.entry("seed", "1"),
            Map.entry("kafka.properties.a", "b=c"));
    assertRefused(() -> JobFile.with(Map.of(), List.of("memory.k")), "'memory.k'", "key=value");
    assertRefused(() -> JobFile.with(Map.of(), List.of("k=3")), "--set", "'k'", "memory.k");
  }
}
