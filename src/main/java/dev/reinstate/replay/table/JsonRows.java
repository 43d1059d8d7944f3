package dev.reinstate.replay.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;

/** Rows of JSON lines, one object a line. A dot in a column's name goes into an object. */
final class JsonRows implements Rows {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final BufferedReader lines;
  private long line;

  JsonRows(BufferedReader lines) {
    this.lines = lines;
  }

  @Override
  public Row next() throws IOException, BadRowException {
    String text = lines.readLine();
    line++;
    while (text != null && text.isBlank()) {
      text = lines.readLine();
      line++;
    }
    if (text == null) {
      return null;
    }
    JsonNode object = object(text);
    long at = line;
    return column -> new Cell(at, column, text(object, column));
  }

  private JsonNode object(String text) throws BadRowException {
    try {
      JsonNode node = JSON.readTree(text);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      throw new BadRowException(
          line, "is no JSON: %s; expected one object a line".formatted(e.getOriginalMessage()));
    }
    throw new BadRowException(line, "is no JSON object; expected one object a line");
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
