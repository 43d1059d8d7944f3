package dev.reinstate.recording.table;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a table is written.
 *
 * @param form of its rows, or null: the file's name tells
 * @param encoding of its text
 * @param delimiter of cells in CSV
 * @param header whether the first line of CSV names the columns; otherwise they are c1, c2, …
 */
public record Dialect(@Nullable Form form, Charset encoding, char delimiter, boolean header) {

  /** How rows are written. */
  public enum Form {
    CSV,
    JSONL
  }

  /** Reads the fields of a mapping file that say how its table is written. */
  static Dialect of(Section file) {
    return new Dialect(
        file.has("format") ? file.choice("format", Form.class) : null,
        encoding(file),
        delimiter(file),
        file.flag("header", true));
  }

  private static Charset encoding(Section file) {
    try {
      return Charset.forName(file.text("encoding", StandardCharsets.UTF_8.name()));
    } catch (IllegalArgumentException e) {
      throw file.wrong("encoding", "a character set such as UTF-8, UTF-16 or ISO-8859-1");
    }
  }

  private static char delimiter(Section file) {
    if (!file.has("delimiter")) {
      return ',';
    }
    String allowed = "one character, no quote and no line break";
    char delimiter = file.character("delimiter", allowed);
    if ("\"\r\n".indexOf(delimiter) >= 0) {
      throw file.wrong("delimiter", allowed);
    }
    return delimiter;
  }

  /** The form of a file: what is said here, else what its name says. */
  public Form formOf(String file) {
    if (form != null) {
      return form;
    }
    String name = file.toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
    return name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")
        ? Form.JSONL
        : Form.CSV;
  }
}
