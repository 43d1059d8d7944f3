package dev.reinstate.cli;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the YAML of the files that a deployment is made of. */
final class DeployedFiles {

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private DeployedFiles() {}

  /** The one document of a file. */
  static JsonNode yaml(Path file) {
    List<JsonNode> documents = documents(file);
    if (documents.size() != 1) {
      throw new AssertionError("%s has %d documents".formatted(file, documents.size()));
    }
    return documents.get(0);
  }

  static List<JsonNode> documents(Path file) {
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
      return documents.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** Dotted keys and their values. */
  static Map<String, String> flat(JsonNode node) {
    Map<String, String> settings = new TreeMap<>();
    flatten("", node, settings);
    return settings;
  }

  private static void flatten(String prefix, JsonNode node, Map<String, String> settings) {
    node.properties()
        .forEach(
            entry -> {
              String key = prefix + entry.getKey();
              if (entry.getValue().isObject()) {
                flatten(key + ".", entry.getValue(), settings);
              } else {
                settings.put(key, entry.getValue().asText());
              }
            });
  }
}
