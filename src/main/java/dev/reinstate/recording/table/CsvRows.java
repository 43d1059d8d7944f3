package dev.reinstate.recording.table;

import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.file.TextReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Rows of CSV (RFC 4180) whose first line names the columns. Empty lines are passed over. */
final class CsvRows implements Rows {

  private final TextReader text;
  private final CSVFormat format;
  private final String name;
  private final List<String> header;
  private final long headerLine;
  private final Map<String, Integer> places = new HashMap<>();
  private Iterator<CSVRecord> records;

  /**
   * @param name of the file, for messages
   * @param columns that must be there
   * @throws RecordingException if one is missing or named twice
   */
  CsvRows(TextReader text, char delimiter, String name, Collection<String> columns)
      throws IOException {
    this.text = text;
    this.name = name;
    format = CSVFormat.RFC4180.builder().setDelimiter(delimiter).setTrim(true).get();
    records = format.parse(text).iterator();
    header = header();
    headerLine = text.line();
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
      CSVRecord first = nextRecord();
      return first == null ? List.of() : first.toList();
    } catch (BadRowException e) {
      throw new RecordingException("%s, %s".formatted(name, e.getMessage()), e);
    }
  }

  @Override
  public Row next() throws IOException, BadRowException {
    CSVRecord csv = nextRecord();
    if (csv == null) {
      return null;
    }
    long line = text.line();
    if (csv.size() != header.size()) {
      throw new BadRowException(
          line,
          "has %d cells; expected %d, as many as line %d names columns"
              .formatted(csv.size(), header.size(), headerLine));
    }
    return column -> new Cell(line, column, csv.get(places.get(column)));
  }

  /** The next record that holds anything, or null at the end. */
  private CSVRecord nextRecord() throws IOException, BadRowException {
    CSVRecord record;
    do {
      record = anyRecord();
    } while (record != null && record.size() == 1 && record.get(0).isEmpty());
    return record;
  }

  private CSVRecord anyRecord() throws IOException, BadRowException {
    long first = text.line() + 1;
    text.startRecord();
    try {
      return records.hasNext() ? records.next() : null;
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CSVException) {
        throw badQuotes(first);
      }
      throw e.getCause();
    }
  }

  /**
   * Goes on behind the line. What was read is never more than one line, unless a quoted cell goes
   * over several: then rows may have been taken for text, and nobody can tell where they begin.
   */
  private BadRowException badQuotes(long first) throws IOException {
    String problem =
        "has quotes that do not match; expected them around a whole cell, and twice within it";
    if (text.line() > first) {
      throw new RecordingException(
          "%s, line %d to %d: %s; where rows begin from there on cannot be told"
              .formatted(name, first, text.line(), problem));
    }
    text.skipLine();
    records = format.parse(text).iterator();
    return new BadRowException(first, problem);
  }
}
