package dev.reinstate.recording.table;

import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.file.TextReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Records of CSV (RFC 4180), their cells stripped. Empty lines are passed over. */
public final class CsvRecords {

  private final TextReader text;
  private final CSVFormat format;
  private final String name;
  private Iterator<CSVRecord> records;

  /**
   * @param name of the file, for messages
   */
  public CsvRecords(TextReader text, char delimiter, String name) throws IOException {
    this.text = text;
    this.name = name;
    format = CSVFormat.RFC4180.builder().setDelimiter(delimiter).setTrim(true).get();
    records = format.parse(text).iterator();
  }

  /**
   * The next record that holds anything, or null at the end.
   *
   * @throws BadRowException if quotes do not match; the records after it can still be asked for
   * @throws RecordingException if nobody can tell where the records after it begin
   */
  public @Nullable CSVRecord next() throws IOException, BadRowException {
    CSVRecord record;
    do {
      record = anyRecord();
    } while (record != null && record.size() == 1 && record.get(0).isEmpty());
    return record;
  }

  /** The number of the last line of the last record, from 1; 0 before. */
  public long line() {
    return text.line();
  }

  private @Nullable CSVRecord anyRecord() throws IOException, BadRowException {
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
