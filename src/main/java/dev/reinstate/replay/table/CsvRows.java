package dev.reinstate.replay.table;

import dev.reinstate.replay.RecordingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Rows of CSV (RFC 4180) whose first line names the columns. */
final class CsvRows implements Rows {

  private final CSVParser parser;
  private final Iterator<CSVRecord> records;

  /**
   * @param name of the file, for messages
   * @param columns that must be there
   * @throws RecordingException if one is missing, or the columns' names are no names
   */
  CsvRows(BufferedReader text, char delimiter, String name, Collection<String> columns)
      throws IOException {
    try {
      parser =
          CSVFormat.RFC4180
              .builder()
              .setDelimiter(delimiter)
              .setHeader()
              .setSkipHeaderRecord(true)
              .setTrim(true)
              .get()
              .parse(text);
    } catch (IllegalArgumentException e) {
      throw new RecordingException(
          "%s, line 1: %s; expected a name for each column".formatted(name, e.getMessage()), e);
    }
    records = parser.iterator();
    List<String> header = parser.getHeaderNames();
    TreeSet<String> missing = new TreeSet<>(columns);
    header.forEach(missing::remove);
    if (!missing.isEmpty()) {
      throw new RecordingException(
          "%s, line 1: has no column %s, which the mapping names; its columns are %s"
              .formatted(name, String.join(", ", missing), String.join(", ", header)));
    }
  }

  @Override
  public Row next() throws IOException, BadRowException {
    try {
      if (!records.hasNext()) {
        return null;
      }
      CSVRecord csv = records.next();
      long line = parser.getCurrentLineNumber();
      if (!csv.isConsistent()) {
        throw new BadRowException(
            line,
            "has %d cells; expected %d, as many as line 1 names columns"
                .formatted(csv.size(), parser.getHeaderNames().size()));
      }
      return column -> new Cell(line, column, csv.get(column));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
