package dev.reinstate.stream.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.reinstate.annotation.Internal;
import dev.reinstate.annotation.Public;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * Reads a job's YAML file into dotted keys and their values. Keys may be nested or dotted; lists
 * are joined by semicolons, as Flink's options expect them. Deprecated keys are replaced by current
 * ones. Of a space without settings it is set that it has no key, so that it is a space.
 */
@Public
public final class JobFile {

  /** Of nested maps. */
  private static final int MAX_DEPTH = 32;

  private static final String FLIGHTS = "/jobs/flights.yaml";

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JobFile() {}

  /**
   * Reads a job file, in UTF-8.
   *
   * @return values by dotted keys, in the order of the file; the caller may change the map
   * @throws SettingsException if it cannot be read, names an unknown setting, or sets one under
   *     both its current and its deprecated key
   */
  public static Map<String, String> read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (CharacterCodingException e) {
      throw new SettingsException("the job file %s is not UTF-8".formatted(file));
    } catch (IOException e) {
      throw new SettingsException("the job file %s cannot be read: %s".formatted(file, e));
    }
  }

  /** The settings of {@code jobs/flights.yaml}, which Reinstate brings along. */
  public static Map<String, String> bundledFlights() {
    try (InputStream in = JobFile.class.getResourceAsStream(FLIGHTS)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), FLIGHTS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Parses the text of a job file.
   *
   * @param name of the file, for error messages
   * @return values by dotted keys, in the order of the text; the caller may change the map
   * @throws SettingsException if it is not YAML, names an unknown setting, or sets one twice
   */
  public static Map<String, String> parse(String yaml, String name) {
    JsonNode root = tree(yaml, name);
    Map<String, String> settings = new LinkedHashMap<>();
    if (root.isObject()) {
      flatten("", root, settings, name);
    } else if (!root.isMissingNode() && !root.isNull()) {
      throw new SettingsException(name + " must hold settings, key: value");
    }
    checkKeys(settings.keySet(), name);
    return DeprecatedKeys.replaced(settings, name);
  }

  private static JsonNode tree(String yaml, String name) {
    try {
      JsonNode root = YAML.readTree(yaml);
      checkPlain(yaml, name);
      return root;
    } catch (JsonProcessingException e) {
      throw new SettingsException("%s is no YAML: %s".formatted(name, problem(e)));
    }
  }

  /** Refuses what YAML would silently drop from a value: a password may begin with it. */
  private static void checkPlain(String yaml, String name) {
    for (Event event : new Yaml().parse(new StringReader(yaml))) {
      String more = moreThanValue(event);
      if (more != null) {
        throw new SettingsException(
            "%s, line %d: %s, which job files do not have; put the value in quotes"
                .formatted(name, event.getStartMark().getLine() + 1, more));
      }
    }
  }

  private static @Nullable String moreThanValue(Event event) {
    if (event instanceof AliasEvent) {
      return "'*' begins an alias";
    }
    if (event instanceof NodeEvent node && node.getAnchor() != null) {
      return "'&' begins an anchor";
    }
    boolean tagged =
        event instanceof ScalarEvent scalar && scalar.getTag() != null
            || event instanceof CollectionStartEvent collection && collection.getTag() != null;
    return tagged ? "'!' begins a tag" : null;
  }

  /** Where the problem is and what it is, without the line itself, which may hold a password. */
  private static String problem(JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException marked) {
      Mark mark = marked.getProblemMark();
      return "line %d, column %d: %s"
          .formatted(
              mark.getLine() + 1,
              mark.getColumn() + 1,
              marked.getProblem().replaceFirst("(tag handle|alias) .*", "$1"));
    }
    JsonLocation place = e.getLocation();
    return place == null
        ? e.getOriginalMessage()
        : "line %d, column %d: %s"
            .formatted(place.getLineNr(), place.getColumnNr(), e.getOriginalMessage());
  }

  /**
   * Overrides settings by others of the form key=value, as given on the command line.
   *
   * @param settings values by dotted keys; not changed
   * @return all of them, in a map of its own
   * @throws SettingsException if one has another form or an unknown key, or if a setting is given
   *     under both its current and its deprecated key
   */
  public static Map<String, String> with(Map<String, String> settings, List<String> sets) {
    return with(settings, "--set", sets);
  }

  /**
   * Overrides settings by others of the form key=value.
   *
   * @param option that they were given with, for messages
   */
  @Internal
  public static Map<String, String> with(
      Map<String, String> settings, String option, List<String> sets) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String set : sets) {
      int equals = set.indexOf('=');
      if (equals < 1) {
        throw new SettingsException(
            "%s %s is not of the form key=value".formatted(option, Secrets.quoted(set)));
      }
      given.put(set.substring(0, equals).trim(), set.substring(equals + 1).trim());
    }
    checkKeys(given.keySet(), option);
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.putAll(DeprecatedKeys.replaced(given, option));
    return all;
  }

  /**
   * The text of a job file, with dotted keys: {@link #parse} reads the same settings from it.
   *
   * @param settings values by dotted keys
   */
  @Internal
  public static String text(Map<String, String> settings) {
    StringBuilder text = new StringBuilder();
    settings.forEach(
        (key, value) -> {
          String plain = key + ": " + (value.isEmpty() ? "[]" : value);
          text.append(isRead(plain, key, value) ? plain : key + ": " + TextNode.valueOf(value))
              .append('\n');
        });
    return text.toString();
  }

  /** Whether a value is read as it is; others need quotes. */
  private static boolean isRead(String line, String key, String value) {
    try {
      JsonNode read = tree(line, key);
      return read.size() == 1 && read.hasNonNull(key) && text(read.get(key)).equals(value);
    } catch (SettingsException e) {
      return false;
    }
  }

  private static void flatten(
      String prefix, JsonNode node, Map<String, String> settings, String name) {
    node.properties()
        .forEach(
            entry -> {
              String key = prefix + entry.getKey();
              JsonNode value = entry.getValue();
              if (value.isObject()) {
                flatten(key + ".", value, settings, name);
                if (value.isEmpty() && SpaceOptions.isSpace(key)) {
                  settings.putIfAbsent(key + SpaceOptions.KEY, "");
                }
              } else if (value.isArray() && !holdsValues(value)) {
                throw new SettingsException(
                    "%s: %s is a list of more than values; expected values alone"
                        .formatted(name, Secrets.quoted(key)));
              } else if (value.isNull()) {
                throw new SettingsException(
                    "%s: %s has no value".formatted(name, Secrets.quoted(key)));
              } else if (settings.putIfAbsent(key, text(value)) != null) {
                throw new SettingsException(
                    "%s: %s is set twice".formatted(name, Secrets.quoted(key)));
              }
            });
  }

  private static boolean holdsValues(JsonNode list) {
    for (JsonNode item : list) {
      if (!item.isValueNode() || item.isNull()) {
        return false;
      }
    }
    return true;
  }

  private static String text(JsonNode value) {
    if (!value.isArray()) {
      return value.asText();
    }
    List<String> items = new ArrayList<>();
    value.forEach(item -> items.add(item.asText()));
    return String.join(";", items);
  }

  private static void checkKeys(Set<String> keys, String where) {
    Set<String> known =
        JobOptions.all().stream().map(ConfigOption::key).collect(Collectors.toSet());
    for (String key : keys) {
      boolean there =
          SpaceOptions.isOfSpace(key)
              ? SpaceOptions.find(key).isPresent()
              : known.contains(key)
                  || DeprecatedKeys.contains(key)
                  || key.startsWith(JobOptions.KAFKA_PROPERTIES)
                  || key.startsWith(JobOptions.FLINK_SETTINGS);
      if (!there) {
        throw new SettingsException(
            "%s: there is no setting %s; allowed are %s"
                .formatted(where, Secrets.quoted(key), allowedInPlaceOf(key)));
      }
    }
  }

  private static String allowedInPlaceOf(String key) {
    return SpaceOptions.isOfSpace(key)
        ? SpaceOptions.allowed()
        : "%s, %s* and %s*"
            .formatted(
                JobOptions.all().stream().map(ConfigOption::key).collect(Collectors.joining(", ")),
                JobOptions.KAFKA_PROPERTIES,
                JobOptions.FLINK_SETTINGS);
  }
}
