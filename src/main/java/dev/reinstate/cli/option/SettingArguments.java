package dev.reinstate.cli.option;

import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.stream.config.JobFile;
import dev.reinstate.stream.config.JobOptions;
import dev.reinstate.stream.config.Secrets;
import dev.reinstate.stream.config.SettingsException;
import dev.reinstate.stream.config.SettingsReader;
import dev.reinstate.stream.config.SpaceOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which settings are replayed beside the current ones. */
public final class SettingArguments {

  /** The name of the run that others are held against. */
  public static final String CURRENT = "current";

  private static final String CANDIDATE = "candidate";
  private static final int MAX_COMBINATIONS = 256;

  /** What must be the same for scores to be comparable. */
  private static final List<String> TASK =
      List.of(JobOptions.PREDICTION_TARGET.key(), JobOptions.PREDICTION_CLASSES.key());

  @Option(
      names = "--candidate",
      paramLabel = "FILE",
      description = "another job file, replayed beside the current one; --set applies to both")
  private @Nullable Path candidate;

  @Option(
      names = "--set-candidate",
      paramLabel = "KEY=VALUE",
      description =
          "a setting of the candidate, on top of its job file or the current one; may be repeated")
  private List<String> candidateSets = new ArrayList<>();

  @Option(
      names = "--sweep",
      paramLabel = "KEY=A,B,C",
      description =
          "also replay the current job with each of these values; if repeated, with each"
              + " combination")
  private List<String> sweeps = new ArrayList<>();

  /** Whether settings are replayed beside the current ones. */
  public boolean any() {
    return candidate != null || !candidateSets.isEmpty() || !sweeps.isEmpty();
  }

  /**
   * All settings, the current ones first.
   *
   * @throws SettingsException if one is impossible, contradicts the recording or predicts something
   *     else than the current ones
   */
  public List<ReplaySetting> all(JobArguments arguments, RecordingInfo recording) {
    Map<String, String> current = arguments.given(recording);
    List<ReplaySetting> all = new ArrayList<>();
    all.add(new ReplaySetting(CURRENT, current, null));
    if (candidate != null || !candidateSets.isEmpty()) {
      Map<String, String> base =
          candidate == null ? arguments.given() : arguments.givenOf(candidate);
      all.add(
          new ReplaySetting(
              CANDIDATE,
              JobArguments.fitted(JobFile.with(base, "--set-candidate", candidateSets), recording),
              null));
    }
    for (Map<String, String> swept : grid()) {
      Map<String, String> settings = new LinkedHashMap<>(arguments.given());
      settings.putAll(swept);
      if (isCurrent(swept, current)) {
        all.set(0, new ReplaySetting(CURRENT, current, swept));
      } else {
        all.add(new ReplaySetting(name(swept), JobArguments.fitted(settings, recording), swept));
      }
    }
    all.forEach(setting -> check(setting, current));
    return all;
  }

  /** Whether the current job has these values, whether they are set or defaults. */
  private static boolean isCurrent(Map<String, String> swept, Map<String, String> current) {
    return swept.entrySet().stream()
        .allMatch(
            entry ->
                JobOptions.find(entry.getKey())
                    .filter(option -> isThere(option, current))
                    .map(option -> hasValue(option, entry.getValue(), current))
                    .orElse(entry.getValue().equals(current.get(entry.getKey()))));
  }

  /** Whether the current job has it: without a setting a space may not be there at all. */
  private static boolean isThere(ConfigOption<?> option, Map<String, String> current) {
    return !SpaceOptions.isOfSpace(option.key()) || current.containsKey(option.key());
  }

  /** Whether a value is that of an option, in whatever way it is written: 64 mb and 67108864. */
  private static boolean hasValue(
      ConfigOption<?> option, String value, Map<String, String> current) {
    Configuration swept = Configuration.fromMap(Map.of(option.key(), value));
    try {
      return Objects.equals(swept.get(option), Configuration.fromMap(current).get(option));
    } catch (IllegalArgumentException e) {
      // the check of all settings says what is allowed
      return false;
    }
  }

  private static void check(ReplaySetting setting, Map<String, String> current) {
    SettingsReader.read(setting.given());
    for (String key : TASK) {
      if (!Objects.equals(setting.given().get(key), current.get(key))) {
        throw new SettingsException(
            "%s: '%s' of the run '%s' cannot be compared; allowed: '%s', as in the run '%s'"
                .formatted(
                    key, setting.given().get(key), setting.name(), current.get(key), CURRENT));
      }
    }
  }

  private static String name(Map<String, String> swept) {
    List<String> parts = new ArrayList<>();
    swept.forEach((key, value) -> parts.add(key + "=" + value));
    return String.join(" ", parts);
  }

  /** Every combination of the values; none where nothing is swept. */
  private List<Map<String, String>> grid() {
    List<Map<String, String>> grid = new ArrayList<>();
    if (sweeps.isEmpty()) {
      return grid;
    }
    grid.add(Map.of());
    for (String sweep : sweeps) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> swept : grid) {
        for (Map.Entry<String, String> value : values(sweep)) {
          Map<String, String> more = new LinkedHashMap<>(swept);
          if (more.put(value.getKey(), value.getValue()) != null) {
            throw new SettingsException("--sweep: '%s' is swept twice".formatted(value.getKey()));
          }
          longer.add(more);
        }
      }
      grid = longer;
      if (grid.size() > MAX_COMBINATIONS) {
        throw new SettingsException(
            "--sweep: more than %d combinations; allowed: at most that many"
                .formatted(MAX_COMBINATIONS));
      }
    }
    return grid;
  }

  private static List<Map.Entry<String, String>> values(String sweep) {
    int equals = sweep.indexOf('=');
    if (equals < 1 || equals == sweep.length() - 1) {
      throw new SettingsException(
          "--sweep: %s is not of the form key=a,b,c".formatted(Secrets.quoted(sweep)));
    }
    String swept = sweep.substring(0, equals).trim();
    if (Secrets.isSecret(swept)) {
      throw new SettingsException(
          "--sweep: '%s' cannot be swept: it may be secret, and runs are named by their values"
              .formatted(swept));
    }
    List<Map.Entry<String, String>> values = new ArrayList<>();
    for (String value : sweep.substring(equals + 1).split(",", -1)) {
      JobFile.with(Map.of(), "--sweep", List.of(sweep.substring(0, equals) + "=" + value))
          .forEach((key, one) -> values.add(Map.entry(key, one)));
    }
    if (values.stream().distinct().count() < values.size()) {
      throw new SettingsException("--sweep: '%s' has a value twice".formatted(sweep));
    }
    return values;
  }
}
