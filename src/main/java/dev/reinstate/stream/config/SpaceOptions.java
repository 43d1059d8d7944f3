package dev.reinstate.stream.config;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;

/**
 * Settings of spaces and named reads; part of {@link JobOptions}. A job has those of a space once
 * for each name, so that the constants here stand for options of many keys.
 */
public final class SpaceOptions {

  /** Of the settings of all spaces. */
  static final String PREFIX = "spaces.";

  static final int MAX_SHARDS = 64;

  /** The end of the setting that says what a space's key is. */
  static final String KEY = ".key";

  /** What the name of a space may be. */
  static final String NAMES = "1 to 64 letters of a to z and A to Z, digits, - and _";

  private static final String NAME = "[A-Za-z0-9_-]{1,64}";
  private static final Pattern SPACE = Pattern.compile("spaces\\.(" + NAME + ")");
  private static final Pattern SETTING = Pattern.compile(SPACE + "\\.[a-z]+");

  /** In the place of a name, where options of all spaces are meant. */
  private static final String ANY = "<name>";

  public static final ConfigOption<List<String>> SPACES_KEY = keyOf(ANY);

  public static final ConfigOption<Double> SPACES_SAMPLE = sampleOf(ANY);

  public static final ConfigOption<Integer> SPACES_SHARDS = shardsOf(ANY);

  public static final ConfigOption<Integer> SPACES_CAPACITY = capacityOf(ANY);

  public static final ConfigOption<Integer> SPACES_K = kOf(ANY);

  public static final ConfigOption<List<String>> READS =
      key("reads")
          .stringType()
          .asList()
          .noDefaultValue()
          .withDescription(
              "What a prediction reads, in a job that names spaces: SPACE, at the key that the"
                  + " space has; or SPACE at NAME, at another one, such as departures at"
                  + " destination, with as many names as the space's key has: routes at"
                  + " destination+origin. Records and reports name reads so. Each space is read at"
                  + " least once. Not set: each space at its own key.");

  private SpaceOptions() {}

  static ConfigOption<List<String>> keyOf(String space) {
    return key(PREFIX + space + KEY)
        .stringType()
        .asList()
        .defaultValues()
        .withDescription(
            "Whose memories are together: names in an observation's keys, such as merchant or"
                + " [origin, destination], whose values are the key, or key for the"
                + " observation's own. An observation without one of them is no memory of the"
                + " space. Empty: all observations share one memory. The name of a space is "
                + NAMES
                + ".");
  }

  static ConfigOption<Double> sampleOf(String space) {
    return key(PREFIX + space + ".sample")
        .doubleType()
        .defaultValue(1.0)
        .withDescription(
            "Share of the observations that become memories of the space, above 0, at most 1."
                + " The same ones are chosen each time, by a hash of key and id. All of them"
                + " read it.");
  }

  static ConfigOption<Integer> shardsOf(String space) {
    return key(PREFIX + space + ".shards")
        .intType()
        .defaultValue(1)
        .withDescription(
            "Parts that the memories of each key are dealt out to, 1 to "
                + MAX_SHARDS
                + ", so that one busy key is not the work of one subtask. A read reads all of"
                + " them.");
  }

  static ConfigOption<Integer> capacityOf(String space) {
    return key(PREFIX + space + ".capacity")
        .intType()
        .noDefaultValue()
        .withDescription(
            "Maximum number of memories of a key of the space, in each of its shards. Not set:"
                + " memory.capacity.");
  }

  static ConfigOption<Integer> kOf(String space) {
    return key(PREFIX + space + ".k")
        .intType()
        .noDefaultValue()
        .withDescription(
            "Number of memories that a read of the space attends to, in each of its shards, from"
                + " 2 to its capacity. Not set: memory.k.");
  }

  /** Whether a key is that of a setting of a space, if there is such a setting. */
  public static boolean isOfSpace(String key) {
    return key.startsWith(PREFIX);
  }

  /** The setting that a key is of. */
  static Optional<ConfigOption<?>> find(String key) {
    Matcher setting = SETTING.matcher(key);
    return setting.matches()
        ? all(setting.group(1)).filter(option -> option.key().equals(key)).findFirst()
        : Optional.empty();
  }

  /** The name of the space that a setting is of. */
  static String space(ConfigOption<?> setting) {
    return setting.key().substring(PREFIX.length(), setting.key().lastIndexOf('.'));
  }

  /** Whether a key names a space, and none of its settings. */
  static boolean isSpace(String key) {
    return SPACE.matcher(key).matches();
  }

  /** The settings that a space may have, for messages. */
  static String allowed() {
    return "%s, where <name> is %s"
        .formatted(all(ANY).map(ConfigOption::key).collect(Collectors.joining(", ")), NAMES);
  }

  private static Stream<ConfigOption<?>> all(String space) {
    return Stream.of(capacityOf(space), kOf(space), keyOf(space), sampleOf(space), shardsOf(space));
  }
}
