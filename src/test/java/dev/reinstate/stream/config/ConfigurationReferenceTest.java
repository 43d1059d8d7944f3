package dev.reinstate.stream.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.WrittenByTest;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;

/**
 * The tables of {@code docs/reference/configuration.md} follow from {@link JobOptions}. Run with
 * {@code -Ddocs.write=true} it writes them instead of comparing.
 */
class ConfigurationReferenceTest {

  private static final Path PAGE = Path.of("docs/reference/configuration.md");
  private static final String BEGIN = "<!-- begin of the tables, written by a test -->\n";
  private static final String END = "<!-- end of the tables -->\n";

  private static final Map<Type, String> TYPES =
      Map.of(
          Integer.class, "whole number",
          Long.class, "whole number",
          Double.class, "number",
          Boolean.class, "true, false",
          String.class, "text",
          Duration.class, "duration",
          MemorySize.class, "memory size");

  @Test
  void pageIsUpToDate() throws IOException {
    WrittenByTest.assertUpToDate(PAGE, BEGIN, END, tables(), getClass());
  }

  @Test
  void everySettingHasATypeThatThePageCanName() {
    assertThat(options().keySet())
        .containsExactlyElementsOf(JobOptions.all().stream().map(ConfigOption::key).toList());
    assertThat(options().values())
        .extracting(ConfigurationReferenceTest::type)
        .doesNotContainNull();
  }

  private static String tables() {
    Map<String, String> rowsByPart =
        options().values().stream()
            .collect(
                Collectors.groupingBy(
                    field -> option(field).key().split("\\.")[0],
                    TreeMap::new,
                    Collectors.mapping(ConfigurationReferenceTest::row, Collectors.joining())));
    StringBuilder out = new StringBuilder();
    rowsByPart.forEach(
        (part, rows) ->
            out.append("\n## ")
                .append(part)
                .append("\n\n| key | type | default | meaning |\n|---|---|---|---|\n")
                .append(rows));
    return out.append('\n').toString();
  }

  private static String row(Field field) {
    ConfigOption<?> option = option(field);
    return "| `%s` | %s | %s | %s |\n"
        .formatted(option.key(), type(field), value(option), description(option));
  }

  private static String value(ConfigOption<?> option) {
    if (!option.hasDefaultValue()) {
      return "none";
    }
    Object value = option.defaultValue();
    String text =
        value instanceof Duration duration
            ? TimeUtils.formatWithHighestUnit(duration)
            : value.toString();
    return "`" + text + "`";
  }

  private static String description(ConfigOption<?> option) {
    return new HtmlFormatter().format(option.description()).replace("|", "\\|");
  }

  private static String type(Field field) {
    Type type = ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
    return type instanceof ParameterizedType list
        ? "list of " + TYPES.get(list.getActualTypeArguments()[0]) + "s"
        : TYPES.get(type);
  }

  private static Map<String, Field> options() {
    return Stream.of(
            JobOptions.class,
            FeatureOptions.class,
            ReadOptions.class,
            SpaceOptions.class,
            TrainingOptions.class,
            ComputeOptions.class)
        .flatMap(options -> Arrays.stream(options.getFields()))
        .filter(field -> field.getType() == ConfigOption.class)
        .collect(
            Collectors.toMap(
                field -> option(field).key(), Function.identity(), (a, b) -> a, TreeMap::new));
  }

  private static ConfigOption<?> option(Field field) {
    try {
      return (ConfigOption<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
