package dev.reinstate.recording.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.reinstate.recording.file.TextReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of JSON lines: objects, one a line or several one behind the other. A dot in a column's name
 * goes into an object. Numbers keep the digits that they are written with.
 */
final class JsonRows implements TableRows {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  private final BufferedReader lines;
  private JsonNode last = MissingNode.getInstance();
  private long line;

  /** Of the line's objects that are yet to come; null before the first line. */
  private @Nullable JsonParser objects;

  JsonRows(TextReader text) {
    this.lines = new BufferedReader(text);
  }

  @Override
  public @Nullable Row next() throws IOException, BadRowException {
    JsonNode object = object();
    while (object == null) {
      String text = lines.readLine();
      if (text == null) {
        return null;
      }
      line++;
      objects = JSON.createParser(text);
      object = object();
    }
    JsonNode row = object;
    long at = line;
    last = row;
    return column -> new Cell(at, column, text(row, column));
  }

  @Override
  public List<String> columns() {
    List<String> columns = new ArrayList<>();
    addColumns("", last, columns);
    return columns;
  }

  private static void addColumns(String prefix, JsonNode object, List<String> columns) {
    object
        .fields()
        .forEachRemaining(
            field -> {
              String column = prefix + field.getKey();
              if (field.getValue().isObject()) {
                addColumns(column + ".", field.getValue(), columns);
              } else {
                columns.add(column);
              }
            });
  }

  /** The line's next object, or null where it has no more. */
  private @Nullable JsonNode object() throws IOException, BadRowException {
    JsonParser from = objects;
    if (from == null) {
      return null;
    }
    try {
      JsonNode node = JSON.readTree(from);
      if (node == null || node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      objects = null;
      throw new BadRowException(
          line, "is no JSON from there on: %s; expected objects".formatted(e.getOriginalMessage()));
    }
    throw new BadRowException(line, "is no JSON object; expected objects");
  }

  private static String text(JsonNode object, String column) {
    JsonNode value = object.get(column);
    if (value == null) {
      value = object;
      for (String name : column.split("\\.")) {
        value = value.path(name);
      }
    }
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    return value.isValueNode() ? value.asText().strip() : value.toString();
  }
}
