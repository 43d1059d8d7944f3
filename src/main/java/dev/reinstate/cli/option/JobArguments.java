package dev.reinstate.cli.option;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.kafka.KafkaSettings;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.stream.config.FeatureOptions;
import dev.reinstate.stream.config.JobFile;
import dev.reinstate.stream.config.JobOptions;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.SettingsException;
import dev.reinstate.stream.config.SettingsReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which settings a command runs with. */
public final class JobArguments {

  private static final String CLASS = "class";
  private static final String REFUSE = "refuse";

  @Option(names = "--job", paramLabel = "FILE", description = "job file, YAML")
  private @Nullable Path job;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting that overrides the job file; may be repeated")
  private List<String> sets = new ArrayList<>();

  /** The settings given, as dotted keys and values. */
  public Map<String, String> given() {
    return JobFile.with(job == null ? Map.of() : JobFile.read(job), sets);
  }

  /** The settings given; where no job file is named, over those of the bundled flights' job. */
  public Map<String, String> givenForFlights() {
    return JobFile.with(job == null ? JobFile.bundledFlights() : JobFile.read(job), sets);
  }

  /**
   * The settings given; what they leave open of the data follows from a recording.
   *
   * @throws SettingsException if they contradict it
   */
  public Map<String, String> given(RecordingInfo recording) {
    return fitted(given(), recording);
  }

  /** The settings of another job file, under the same {@code --set}. */
  Map<String, String> givenOf(Path otherJob) {
    return JobFile.with(JobFile.read(otherJob), sets);
  }

  /**
   * Settings, and what follows of the data from a recording where they leave it open.
   *
   * @throws SettingsException if they contradict it
   */
  static Map<String, String> fitted(Map<String, String> given, RecordingInfo recording) {
    Map<String, String> settings = new LinkedHashMap<>(given);
    String size = Integer.toString(recording.features());
    String givenSize = settings.putIfAbsent(JobOptions.OBSERVATION_SIZE.key(), size);
    if (givenSize != null && !givenSize.equals(size)) {
      throw contradicts(JobOptions.OBSERVATION_SIZE, givenSize, recording, size);
    }
    String target = recording.target().name().toLowerCase(Locale.ROOT);
    String givenTarget = settings.putIfAbsent(JobOptions.PREDICTION_TARGET.key(), target);
    if (recording.target() != Target.CLASS && CLASS.equals(givenTarget)) {
      throw contradicts(JobOptions.PREDICTION_TARGET, givenTarget, recording, "value, reward");
    }
    if (settings.get(JobOptions.PREDICTION_TARGET.key()).equals(CLASS)) {
      classes(settings, recording);
    }
    boolean refused = REFUSE.equals(settings.get(FeatureOptions.FEATURES_MISSING.key()));
    if (!recording.missing().isEmpty() && !refused) {
      settings.putIfAbsent(
          FeatureOptions.FEATURES_MISSING_INDICATORS.key(), recording.missing().toString());
    }
    return settings;
  }

  /** A recording may show fewer classes than there are. */
  private static void classes(Map<String, String> settings, RecordingInfo recording) {
    String classes = Integer.toString(recording.classes());
    String given = settings.putIfAbsent(JobOptions.PREDICTION_CLASSES.key(), classes);
    if (given != null
        && given.matches("\\d{1,9}")
        && Integer.parseInt(given) < recording.classes()) {
      throw contradicts(
          JobOptions.PREDICTION_CLASSES, given, recording, "a whole number from " + classes);
    }
  }

  private static SettingsException contradicts(
      ConfigOption<?> option, String given, RecordingInfo recording, String allowed) {
    return new SettingsException(
        "%s: '%s' does not fit the recording '%s'; allowed: %s, or leave it out"
            .formatted(option.key(), given, recording.name(), allowed));
  }

  public JobSettings settings() {
    return SettingsReader.read(given());
  }

  /** Makes sure that brokers are named. */
  public static KafkaSettings withServers(KafkaSettings kafka) {
    if (kafka.bootstrapServers().isEmpty()) {
      throw new SettingsException(
          JobOptions.KAFKA_BOOTSTRAP_SERVERS.key()
              + " is not set; allowed: brokers as host:port, separated by commas");
    }
    return kafka;
  }
}
