package dev.reinstate.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reinstate.credit.outcome.Target;
import dev.reinstate.recording.file.RecordingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code recording.json}. Fields that it does not know are left alone. */
final class RecordingInfoFile {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final Path file;

  RecordingInfoFile(Path file) {
    this.file = file;
  }

  /**
   * @param observations counts the observations, for a recording.json that does not say
   * @param feedback counts the feedback, likewise
   */
  RecordingInfo read(LongSupplier observations, LongSupplier feedback) throws IOException {
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      require(json.isObject(), "holds no JSON object");
      JsonNode description = json.path("description");
      return new RecordingInfo(
          required(json, "name", JsonNodeType.STRING).asText(),
          description.isTextual() ? description.asText() : "",
          (int) whole(json, "features", Integer.MAX_VALUE),
          shape(json),
          target(json),
          json.hasNonNull("classes") ? (int) whole(json, "classes", Integer.MAX_VALUE) : 0,
          count(json, "observations", observations),
          count(json, "feedback", feedback),
          missing(json));
    } catch (JsonProcessingException e) {
      throw new RecordingException(file + ": is not JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new RecordingException(file + ": " + e.getMessage(), e);
    }
  }

  void write(RecordingInfo info) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("name", info.name());
    json.put("description", info.description());
    json.put("features", info.features());
    if (info.shape() != null) {
      info.shape().forEach(json.putArray("shape")::add);
    }
    json.put("target", info.target().name().toLowerCase(Locale.ROOT));
    if (info.target() == Target.CLASS) {
      json.put("classes", info.classes());
    }
    json.put("observations", info.observations());
    json.put("feedback", info.feedback());
    if (!info.missing().isEmpty()) {
      info.missing().forEach(json.putArray("missing")::add);
    }
    Files.writeString(file, json.toPrettyString() + "\n");
  }

  private static @Nullable List<Integer> shape(JsonNode json) {
    if (!json.hasNonNull("shape")) {
      return null;
    }
    return wholeNumbers(json, "shape", "two whole numbers, rows and columns");
  }

  private static List<Integer> missing(JsonNode json) {
    return json.hasNonNull("missing")
        ? wholeNumbers(json, "missing", "indices of features")
        : List.of();
  }

  private static List<Integer> wholeNumbers(JsonNode json, String field, String expected) {
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode n : required(json, field, JsonNodeType.ARRAY)) {
      require(n.isInt(), field + " holds " + n + "; expected " + expected);
      numbers.add(n.asInt());
    }
    return numbers;
  }

  private static Target target(JsonNode json) {
    String name = required(json, "target", JsonNodeType.STRING).asText();
    return switch (name) {
      case "class" -> Target.CLASS;
      case "value" -> Target.VALUE;
      case "reward" -> Target.REWARD;
      default ->
          throw new IllegalArgumentException(
              "target is \"" + name + "\"; allowed: class, value, reward");
    };
  }

  private static long count(JsonNode json, String field, LongSupplier counter) {
    return json.hasNonNull(field) ? whole(json, field, Long.MAX_VALUE) : counter.getAsLong();
  }

  private static long whole(JsonNode json, String field, long max) {
    JsonNode value = required(json, field, JsonNodeType.NUMBER);
    require(
        value.isIntegralNumber()
            && value.canConvertToLong()
            && value.asLong() >= 0
            && value.asLong() <= max,
        field + " is " + value + "; expected a whole number from 0 to " + max);
    return value.asLong();
  }

  private static JsonNode required(JsonNode json, String field, JsonNodeType type) {
    JsonNode value = json.path(field);
    String expected = "expected a " + type.name().toLowerCase(Locale.ROOT);
    require(!value.isMissingNode(), field + " is missing; " + expected);
    require(value.getNodeType() == type, field + " is " + value + "; " + expected);
    return value;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
