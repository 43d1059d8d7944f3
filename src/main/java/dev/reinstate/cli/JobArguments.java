package dev.reinstate.cli;

import dev.reinstate.credit.Target;
import dev.reinstate.kafka.KafkaSettings;
import dev.reinstate.replay.RecordingInfo;
import dev.reinstate.stream.JobFile;
import dev.reinstate.stream.JobOptions;
import dev.reinstate.stream.JobSettings;
import dev.reinstate.stream.SettingsException;
import dev.reinstate.stream.SettingsReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which settings a command runs with. */
final class JobArguments {

  @Option(names = "--job", paramLabel = "FILE", description = "job file, YAML")
  private Path job;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting that goes before the job file's; may be repeated")
  private List<String> sets = new ArrayList<>();

  /** The settings given, as dotted keys and values. */
  Map<String, String> given() {
    return JobFile.with(job == null ? Map.of() : JobFile.read(job), sets);
  }

  /** The settings given; what they leave open of the data follows from a recording. */
  Map<String, String> given(RecordingInfo recording) {
    Map<String, String> settings = new LinkedHashMap<>(given());
    settings.putIfAbsent(JobOptions.OBSERVATION_SIZE.key(), Integer.toString(recording.features()));
    settings.putIfAbsent(
        JobOptions.PREDICTION_TARGET.key(), recording.target().name().toLowerCase(Locale.ROOT));
    if (recording.target() == Target.CLASS) {
      settings.putIfAbsent(
          JobOptions.PREDICTION_CLASSES.key(), Integer.toString(recording.classes()));
    }
    return settings;
  }

  JobSettings settings() {
    return SettingsReader.read(given());
  }

  /** Makes sure that brokers are named. */
  static KafkaSettings withServers(KafkaSettings kafka) {
    if (kafka.bootstrapServers().isEmpty()) {
      throw new SettingsException(
          JobOptions.KAFKA_BOOTSTRAP_SERVERS.key()
              + " is not set; allowed: brokers as host:port, separated by commas");
    }
    return kafka;
  }

  /** Settings as a summary may show them: what Kafka's clients are given may be secret. */
  static Map<String, Object> shown(Map<String, String> settings) {
    Map<String, Object> shown = new LinkedHashMap<>(settings);
    shown.replaceAll(
        (key, value) -> key.startsWith(JobOptions.KAFKA_PROPERTIES) ? "(not shown)" : value);
    return shown;
  }
}
