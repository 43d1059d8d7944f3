package dev.reinstate.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.file.TextReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code truth.jsonl}. Fields that it does not know are left alone, and so are blank lines.
 */
final class TruthReader {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final Path file;
  private final Map<String, String> names = new HashMap<>();

  TruthReader(Path file) {
    this.file = file;
  }

  /**
   * All truths, by observation id.
   *
   * @throws RecordingException naming the line that is wrong and what was expected
   */
  Map<String, Truth> read() {
    Map<String, Truth> truths = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(TextReader.utf8(Files.newInputStream(file), file.toString()))) {
      int number = 0;
      String line;
      while ((line = lines.readLine()) != null) {
        number++;
        if (!line.isBlank()) {
          add(truth(number, line), number, truths);
        }
      }
    } catch (IOException e) {
      throw new RecordingException(file + ": cannot be read: " + e.getMessage(), e);
    }
    return truths;
  }

  private void add(Truth truth, int line, Map<String, Truth> truths) {
    if (truths.put(truth.observationId(), truth) != null) {
      throw wrong(
          line,
          "observation \"%s\" was there before; expected one line for each observation"
              .formatted(truth.observationId()),
          null);
    }
  }

  private Truth truth(int line, String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (!json.isObject()) {
        throw new IllegalArgumentException("is %s; expected a JSON object".formatted(json));
      }
      return new Truth(text(json, "observationId"), shared(text(json, "group")), causes(json));
    } catch (JsonProcessingException e) {
      throw wrong(line, "is not JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw wrong(line, e.getMessage(), e);
    }
  }

  private static List<String> causes(JsonNode json) {
    List<String> causes = new ArrayList<>();
    if (isThere(json.path("cause"))) {
      causes.add(text("cause", json.path("cause")));
    }
    JsonNode several = json.path("causes");
    if (isThere(several) && !several.isArray()) {
      throw new IllegalArgumentException("causes is %s; expected a list".formatted(several));
    }
    several.forEach(cause -> causes.add(text("one of causes", cause)));
    return causes;
  }

  private static @Nullable String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return isThere(value) ? text(field, value) : null;
  }

  private static boolean isThere(JsonNode value) {
    return !value.isMissingNode() && !value.isNull();
  }

  private static String text(String what, JsonNode value) {
    if (!value.isTextual()) {
      throw new IllegalArgumentException("%s is %s; expected a string".formatted(what, value));
    }
    return value.asText();
  }

  /** There are many truths and few groups. */
  private @Nullable String shared(@Nullable String group) {
    return group == null ? null : names.computeIfAbsent(group, name -> name);
  }

  private RecordingException wrong(int line, String message, @Nullable Exception cause) {
    return new RecordingException("%s, line %d: %s".formatted(file, line, message), cause);
  }
}
