package dev.reinstate.recording.table;

import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.file.TextReader;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Rows of CSV (RFC 4180). The first line names the columns, or they are c1, c2, …: as many as it
 * has cells. Empty lines are passed over.
 */
final class CsvRows implements TableRows {

  private final CsvRecords records;
  private final String name;
  private final List<String> header;
  private final long headerLine;
  private final String headerSays;

  /** The first line, where it is a row that is yet to come. */
  private @Nullable CSVRecord first;

  private final Map<String, Integer> places = new HashMap<>();

  /**
   * @param name of the file, for messages
   * @param columns that must be there
   * @throws RecordingException if one is missing or named twice
   */
  CsvRows(TextReader text, Dialect dialect, String name, Collection<String> columns)
      throws IOException {
    this.records = new CsvRecords(text, dialect.delimiter(), name);
    this.name = name;
    CSVRecord line = firstLine();
    header = dialect.header() ? names(line) : numbered(line);
    headerLine = records.line();
    headerSays = dialect.header() ? "names columns" : "has";
    first = dialect.header() ? null : line;
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

  private static List<String> names(@Nullable CSVRecord header) {
    return header == null ? List.of() : header.toList();
  }

  private static List<String> numbered(@Nullable CSVRecord row) {
    int columns = row == null ? 0 : row.size();
    return IntStream.rangeClosed(1, columns).mapToObj(number -> "c" + number).toList();
  }

  private @Nullable CSVRecord firstLine() throws IOException {
    try {
      return records.next();
    } catch (BadRowException e) {
      throw e.inFile(name);
    }
  }

  @Override
  public List<String> columns() {
    return header;
  }

  @Override
  public @Nullable Row next() throws IOException, BadRowException {
    CSVRecord csv = first == null ? records.next() : first;
    first = null;
    if (csv == null) {
      return null;
    }
    long line = records.line();
    if (csv.size() != header.size()) {
      throw new BadRowException(
          line,
          "has %d cells; expected %d, as many as line %d %s"
              .formatted(csv.size(), header.size(), headerLine, headerSays));
    }
    return column -> new Cell(line, column, csv.get(places.get(column)));
  }
}
