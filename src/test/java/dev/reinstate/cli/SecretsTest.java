package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.kafka.KafkaSettings;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.Secrets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is handed to Kafka's clients is in no log and no message. */
class SecretsTest {

  private static final String SECRET = "open-sesame";

  private static final List<String> SETS =
      List.of(
          "kafka.bootstrap-servers=127.0.0.1:1",
          "kafka.properties.default.api.timeout.ms=500",
          "kafka.properties.request.timeout.ms=400",
          "kafka.properties.security.protocol=SASL_PLAINTEXT",
          "kafka.properties.sasl.mechanism=PLAIN",
          "kafka.properties.ssl.keystore.password=" + SECRET,
          "kafka.properties.sasl.jaas.config="
              + "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\""
              + " password=\"%s\";".formatted(SECRET));

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final LoggerConfig root = context().getConfiguration().getRootLogger();
  private final Map<String, Appender> others = Map.copyOf(root.getAppenders());
  private final Level level = root.getLevel();
  private final AbstractAppender appender =
      new AbstractAppender("lines", null, null, false, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
          lines.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
        }
      };

  private static LoggerContext context() {
    return (LoggerContext) LogManager.getContext(false);
  }

  @BeforeEach
  void listen() {
    // the console needs not hear it
    others.keySet().forEach(root::removeAppender);
    appender.start();
    root.addAppender(appender, Level.INFO, null);
    root.setLevel(Level.INFO);
    context().updateLoggers();
  }

  @AfterEach
  void stopListening() {
    root.removeAppender("lines");
    others.values().forEach(other -> root.addAppender(other, null, null));
    root.setLevel(level);
    context().updateLoggers();
  }

  @Test
  void runShowsNone() {
    Object[] command = new Object[3 + 2 * SETS.size()];
    command[0] = "run";
    command[1] = "--job";
    command[2] = "jobs/flights.yaml";
    for (int i = 0; i < SETS.size(); i++) {
      command[3 + 2 * i] = "--set";
      command[4 + 2 * i] = SETS.get(i);
    }
    Executed executed = Executed.command(command);
    assertThat(executed.code()).isEqualTo(1);
    assertThat(executed.err()).contains("127.0.0.1:1").doesNotContain(SECRET);
    assertThat(lines)
        .anyMatch(line -> line.contains("AdminClientConfig values"))
        .noneMatch(line -> line.contains(SECRET));
  }

  @Test
  void textsOfSettingsShowNone() {
    JobSettings settings = FlightsSample.settings(SETS);
    assertThat(settings.kafka().properties().values()).anyMatch(value -> value.contains(SECRET));
    assertThat(settings.toString()).contains("sasl.jaas.config").doesNotContain(SECRET);
    assertThat(KafkaSettings.of(settings.kafka()).toString()).doesNotContain(SECRET);
  }

  @Test
  void whatFlinkCountsAsSensitiveIsASecretToo() {
    JobSettings settings =
        FlightsSample.settings(
            List.of("flink.s3.secret-key=" + SECRET, "flink.restart-strategy.type=none"));
    assertThat(settings.toString())
        .contains("s3.secret-key=(not shown)", "restart-strategy.type=none")
        .doesNotContain(SECRET);
    assertThat(
            Secrets.hidden(
                Map.of(
                    "memory.k",
                    "8",
                    "kafka.properties.sasl.jaas.config",
                    SECRET,
                    "flink.security.ssl.rest.key-password",
                    SECRET)))
        .containsEntry("memory.k", "8")
        .doesNotContainValue(SECRET);
  }

  @Test
  void commandLinesShowNone() {
    assertThat(
            Secrets.hiddenInCommand(
                List.of(
                    "tune",
                    "--set",
                    "kafka.properties.ssl.key.password=" + SECRET,
                    "--set=flink.s3.secret-key=a=" + SECRET,
                    "--set=memory.k=8",
                    "--out",
                    "my job's.yaml")))
        .isEqualTo(
            "tune --set kafka.properties.ssl.key.password=(not shown)"
                + " --set=flink.s3.secret-key=(not shown) --set=memory.k=8"
                + " --out 'my job'\\''s.yaml'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka.properties.ssl.key.password open-sesame",
        "kafka.properties.ssl.key.password:open-sesame",
        "kafka.propertis.ssl.key.password=open-sesame",
        "=open-sesame",
        "\"open-sesame\""
      })
  void aMistypedAssignmentIsNotRepeated(String assignment) {
    for (String option : List.of("--set", "--set-candidate", "--sweep")) {
      Executed executed =
          Executed.command(
              "replay", "--recording", "none", "--job", "jobs/flights.yaml", option, assignment);
      assertThat(executed.code()).isNotZero();
      assertThat(executed.out() + executed.err()).doesNotContain(SECRET);
    }
  }

  @Test
  void aSecretThatIsAWordOfItsOwnIsNotRepeated() {
    Executed executed =
        Executed.command("run", "--set", "kafka.properties.ssl.key.password", SECRET);
    assertThat(executed.code()).isEqualTo(2);
    assertThat(executed.err()).contains("belong to no option: 1").doesNotContain(SECRET);
  }
}
