package dev.reinstate.recording.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A part of a mapping file. It notes which fields are asked for, so that {@link #done} finds those
 * that nobody knows. All methods throw {@link MappingException} where the file says something else
 * than what is allowed.
 */
final class Section {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String where;
  private final JsonNode node;
  private final Set<String> known = new TreeSet<>();

  private Section(String where, JsonNode node, String example) {
    if (!node.isObject()) {
      throw new MappingException(
          "%s: '%s' is not allowed; expected a map, such as %s"
              .formatted(where, shown(node), example));
    }
    this.where = where;
    this.node = node;
  }

  /**
   * A whole file.
   *
   * @param name how messages call it
   */
  static Section of(String yaml, String name) {
    try {
      return new Section(name, YAML.readTree(yaml), "{key: customer, time: {column: at}}");
    } catch (JsonProcessingException e) {
      throw new MappingException("%s is no YAML: %s".formatted(name, e.getOriginalMessage()));
    }
  }

  boolean has(String field) {
    known.add(field);
    return node.hasNonNull(field);
  }

  /**
   * Which one of some fields there is.
   *
   * @return its name
   */
  String oneOf(String... fields) {
    List<String> given = new ArrayList<>();
    for (String field : fields) {
      if (has(field)) {
        given.add(field);
      }
    }
    if (given.size() != 1) {
      throw new MappingException(
          "%s has %s; allowed: exactly one of %s"
              .formatted(
                  where,
                  given.isEmpty() ? "none of them" : String.join(" and ", given),
                  String.join(", ", fields)));
    }
    return given.get(0);
  }

  String text(String field) {
    String allowed = "a text; yes, no, on, off, true and false in quotes";
    JsonNode value = required(field, allowed);
    if (!value.isValueNode() || value.isBoolean() || value.asText().isBlank()) {
      throw wrong(field, allowed);
    }
    return value.asText();
  }

  String text(String field, @Nullable String otherwise) {
    return has(field) ? text(field) : otherwise;
  }

  /** One character, which may be a blank. */
  char character(String field, String allowed) {
    JsonNode value = required(field, allowed);
    if (!value.isValueNode() || value.asText().length() != 1) {
      throw wrong(field, allowed);
    }
    return value.asText().charAt(0);
  }

  double number(String field) {
    JsonNode value = required(field, "a number");
    if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
      throw wrong(field, "a number");
    }
    return value.asDouble();
  }

  double number(String field, double otherwise) {
    return has(field) ? number(field) : otherwise;
  }

  int whole(String field, int min, int max) {
    String allowed = "a whole number from %d to %d".formatted(min, max);
    JsonNode value = required(field, allowed);
    if (!value.isInt() || value.asInt() < min || value.asInt() > max) {
      throw wrong(field, allowed);
    }
    return value.asInt();
  }

  boolean flag(String field, boolean otherwise) {
    return has(field) ? flag(field) : otherwise;
  }

  boolean flag(String field) {
    if (has(field) && !node.get(field).isBoolean()) {
      throw wrong(field, "true, false");
    }
    return node.path(field).asBoolean();
  }

  <E extends Enum<E>> E choice(String field, Class<E> of) {
    List<String> names = new ArrayList<>();
    for (E choice : of.getEnumConstants()) {
      String name = choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
      names.add(name);
      if (has(field) && name.equals(node.get(field).asText())) {
        return choice;
      }
    }
    String allowed = String.join(", ", names);
    required(field, allowed);
    throw wrong(field, allowed);
  }

  boolean isMap(String field) {
    return has(field) && node.get(field).isObject();
  }

  boolean isList(String field) {
    return has(field) && node.get(field).isArray();
  }

  /** A list of different texts; empty where there is none. */
  List<String> textsIfAny(String field) {
    return has(field) ? texts(field) : List.of();
  }

  /** A list of different texts. */
  List<String> texts(String field) {
    // YAML takes yes, no, on and off for truth values, and would lose how they were written
    String allowed = "a list of different names, yes, no, on, off, true and false in quotes";
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list(field, allowed)) {
      if (!item.isValueNode() || item.isBoolean() || texts.contains(item.asText())) {
        throw wrong(field, allowed);
      }
      texts.add(item.asText());
    }
    return texts;
  }

  /** A list of numbers, each larger than the one before. */
  double[] ascending(String field) {
    String allowed = "a list of numbers, each larger than the one before";
    List<Double> numbers = new ArrayList<>();
    for (JsonNode item : list(field, allowed)) {
      if (!item.isNumber()
          || (!numbers.isEmpty() && item.asDouble() <= numbers.get(numbers.size() - 1))) {
        throw wrong(field, allowed);
      }
      numbers.add(item.asDouble());
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * Numbers by name.
   *
   * @param example what the field may be
   */
  Map<String, Double> numbers(String field, String example) {
    Section section = section(field, example);
    Map<String, Double> numbers = new LinkedHashMap<>();
    section.node.fieldNames().forEachRemaining(name -> numbers.put(name, section.number(name)));
    return numbers;
  }

  /**
   * Texts by name.
   *
   * @param example what the field may be
   */
  Map<String, String> textsByName(String field, String example) {
    Section section = section(field, example);
    Map<String, String> texts = new LinkedHashMap<>();
    section.node.fieldNames().forEachRemaining(name -> texts.put(name, section.text(name)));
    return texts;
  }

  /**
   * A map.
   *
   * @param example what the field may be
   */
  Section section(String field, String example) {
    JsonNode value = required(field, "a map, such as " + example);
    return new Section(where + ", " + field, value, example);
  }

  /**
   * A list of maps.
   *
   * @param example what one of them may be
   */
  List<Section> sections(String field, String example) {
    List<Section> sections = new ArrayList<>();
    for (JsonNode item : list(field, "a list")) {
      String name = "%s, %s %d".formatted(where, field, sections.size() + 1);
      sections.add(new Section(name, item, example));
    }
    return sections;
  }

  private JsonNode list(String field, String allowed) {
    JsonNode value = required(field, allowed);
    if (!value.isArray() || value.isEmpty()) {
      throw wrong(field, allowed);
    }
    return value;
  }

  private JsonNode required(String field, String allowed) {
    if (!has(field)) {
      throw new MappingException("%s: %s is missing; allowed: %s".formatted(where, field, allowed));
    }
    return node.get(field);
  }

  /** Nothing more will be asked for: a field that was not is an error. */
  void done() {
    node.fieldNames()
        .forEachRemaining(
            field -> {
              if (!known.contains(field)) {
                throw new MappingException(
                    "%s: there is no field '%s'; allowed: %s"
                        .formatted(where, field, String.join(", ", known)));
              }
            });
  }

  MappingException wrong(String field, String allowed) {
    return new MappingException(
        "%s: %s is '%s', which is not allowed; allowed: %s"
            .formatted(where, field, shown(node.path(field)), allowed));
  }

  private static String shown(JsonNode value) {
    return value.isContainerNode() ? value.toString() : value.asText();
  }
}
