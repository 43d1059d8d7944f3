package dev.reinstate.tuning;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * A setting that is searched.
 *
 * @param option the setting
 * @param values that are tried, as a job file has them
 */
public record SearchedSetting(ConfigOption<?> option, List<String> values) {

  static SearchedSetting of(ConfigOption<?> option, String... values) {
    return new SearchedSetting(option, List.of(values));
  }

  public String key() {
    return option.key();
  }

  /** Its key and values, for people. */
  public String text() {
    return "%s: %s"
        .formatted(
            key(),
            values.stream()
                .map(value -> value.isEmpty() ? "none" : value)
                .collect(Collectors.joining(", ")));
  }

  /** The values other than the default, which is what a setting that is not changed has. */
  List<String> changes() {
    return values.stream().filter(value -> !isDefault(value)).toList();
  }

  private boolean isDefault(String value) {
    Configuration configuration = new Configuration();
    configuration.setString(key(), value);
    return Objects.equals(configuration.get(option), option.defaultValue());
  }
}
