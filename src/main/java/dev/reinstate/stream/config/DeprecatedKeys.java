package dev.reinstate.stream.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.FallbackKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys that settings had in earlier versions. They still work, and warn. */
final class DeprecatedKeys {

  private static final Logger LOG = LoggerFactory.getLogger(DeprecatedKeys.class);

  private static final Map<String, String> CURRENT = current();

  /** Commands read a job file several times. */
  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  private DeprecatedKeys() {}

  private static Map<String, String> current() {
    Map<String, String> current = new TreeMap<>();
    for (ConfigOption<?> option : JobOptions.all()) {
      for (FallbackKey key : option.fallbackKeys()) {
        current.put(key.getKey(), option.key());
      }
    }
    return current;
  }

  static boolean contains(String key) {
    return CURRENT.containsKey(key);
  }

  /**
   * Settings with current keys in the place of deprecated ones, in the same order. Warns once of
   * each deprecated key in each place.
   *
   * @param where what messages call the place that the settings come from
   * @throws SettingsException if a setting is given under both of its keys
   */
  static Map<String, String> replaced(Map<String, String> settings, String where) {
    Map<String, String> replaced = new LinkedHashMap<>();
    settings.forEach(
        (key, value) -> {
          String current = CURRENT.getOrDefault(key, key);
          if (!current.equals(key)) {
            if (settings.containsKey(current)) {
              throw new SettingsException(
                  "%s: %s is the old key of %s, and both are set; allowed: %s alone"
                      .formatted(where, key, current, current));
            }
            warn(where, key, current);
          }
          replaced.put(current, value);
        });
    return replaced;
  }

  private static void warn(String where, String key, String current) {
    String warning = "%s: the key %s is deprecated; use %s instead".formatted(where, key, current);
    if (WARNED.add(warning)) {
      LOG.warn(warning);
    }
  }
}
