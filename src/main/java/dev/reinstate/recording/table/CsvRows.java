package dev.reinstate.recording.table;

import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.file.TextReader;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Rows of CSV (RFC 4180) whose first line names the columns. Empty lines are passed over. */
final class CsvRows implements Rows {

  private final CsvRecords records;
  private final String name;
  private final List<String> header;
  private final long headerLine;
  private final Map<String, Integer> places = new HashMap<>();

  /**
   * @param name of the file, for messages
   * @param columns that must be there
   * @throws RecordingException if one is missing or named twice
   */
  CsvRows(TextReader text, char delimiter, String name, Collection<String> columns)
      throws IOException {
    this.records = new CsvRecords(text, delimiter, name);
    this.name = name;
    header = header();
    headerLine = records.line();
    TreeSet<String> twice = new TreeSet<>();
    for (int place = 0; place < header.size(); place++) {
      if (places.putIfAbsent(header.get(place), place) != null) {
        twice.add(header.get(place));
      }
    }
    TreeSet<String> missing = new TreeSet<>(columns);
    missing.removeAll(header);
    if (!missing.isEmpty()) {
      throw new RecordingException(
          "%s, line %d: has no column %s, which the mapping names; its columns are %s"
              .formatted(name, headerLine, String.join(", ", missing), String.join(", ", header)));
    }
    twice.retainAll(columns);
    if (!twice.isEmpty()) {
      throw new RecordingException(
          "%s, line %d: has more than one column %s, which the mapping names; expected one"
              .formatted(name, headerLine, String.join(", ", twice)));
    }
  }

  private List<String> header() throws IOException {
    try {
      CSVRecord first = records.next();
      return first == null ? List.of() : first.toList();
    } catch (BadRowException e) {
      throw e.inFile(name);
    }
  }

  @Override
  public @Nullable Row next() throws IOException, BadRowException {
    CSVRecord csv = records.next();
    if (csv == null) {
      return null;
    }
    long line = records.line();
    if (csv.size() != header.size()) {
      throw new BadRowException(
          line,
          "has %d cells; expected %d, as many as line %d names columns"
              .formatted(csv.size(), header.size(), headerLine));
    }
    return column -> new Cell(line, column, csv.get(places.get(column)));
  }
}
