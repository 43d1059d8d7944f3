package dev.reinstate.recording.table.suggest;

import dev.reinstate.recording.file.DataFile;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.file.TextReader;
import dev.reinstate.recording.table.BadRowException;
import dev.reinstate.recording.table.CsvRecords;
import dev.reinstate.recording.table.Dialect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** How a table seems to be written, by what its first mebibyte looks like. */
final class DialectGuess {

  private static final int HEAD = 1 << 20;
  private static final int RECORDS = 50;
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  /** A comma may be part of a number, and the others hardly ever stand in a cell. */
  private static final List<Character> OTHER_DELIMITERS = List.of(';', '\t', '|');

  /** Share of the records that have as many cells as the first one. */
  private static final double REGULAR = 0.9;

  private final String name;
  private final byte[] head;
  private final Charset encoding;

  private DialectGuess(String name, byte[] head) {
    this.name = name;
    this.head = head;
    encoding = encoding(head);
  }

  static Dialect of(DataFile file) {
    byte[] head = file.read(in -> in.readNBytes(HEAD));
    return new DialectGuess(file.name(), head).dialect();
  }

  private Dialect dialect() {
    Dialect.Form form = new Dialect(null, encoding, ',', true).formOf(name);
    if (form == Dialect.Form.JSONL) {
      return new Dialect(null, encoding, ',', true);
    }
    if (new String(head, encoding).replace("\uFEFF", "").stripLeading().startsWith("{")) {
      return new Dialect(Dialect.Form.JSONL, encoding, ',', true);
    }
    char delimiter = delimiter();
    return new Dialect(null, encoding, delimiter, hasHeader(records(delimiter)));
  }

  private static Charset encoding(byte[] head) {
    if (startsWith(head, 0xFE, 0xFF)) {
      return StandardCharsets.UTF_16BE;
    }
    if (startsWith(head, 0xFF, 0xFE)) {
      return StandardCharsets.UTF_16LE;
    }
    // a character may go on behind the head
    boolean utf8 =
        !StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(head), CharBuffer.allocate(head.length + 1), false)
            .isError();
    return utf8 ? StandardCharsets.UTF_8 : WINDOWS;
  }

  private static boolean startsWith(byte[] head, int first, int second) {
    return head.length > 1 && head[0] == (byte) first && head[1] == (byte) second;
  }

  private char delimiter() {
    for (char delimiter : OTHER_DELIMITERS) {
      List<List<String>> records = records(delimiter);
      int cells = records.isEmpty() ? 0 : records.get(0).size();
      long regular = records.stream().filter(record -> record.size() == cells).count();
      if (cells > 1 && regular >= REGULAR * records.size()) {
        return delimiter;
      }
    }
    return ',';
  }

  /** The first records; those that are broken are left out. */
  private List<List<String>> records(char delimiter) {
    List<List<String>> records = new ArrayList<>();
    TextReader text =
        new TextReader(new ByteArrayInputStream(lines()), name, encoding, encoding.name());
    try {
      CsvRecords csv = new CsvRecords(text, delimiter, name);
      CSVRecord record;
      while (records.size() < RECORDS && (record = next(csv)) != null) {
        if (record.size() > 0) {
          records.add(record.toList());
        }
      }
    } catch (RecordingException e) {
      // those before it tell
    } catch (IOException e) {
      throw new RecordingException(name + ": cannot be read: " + e.getMessage(), e);
    }
    return records;
  }

  private static CSVRecord next(CsvRecords csv) throws IOException {
    while (true) {
      try {
        return csv.next();
      } catch (BadRowException e) {
        // the import will say it
      }
    }
  }

  /** The head up to its last line that is whole. */
  private byte[] lines() {
    int end = head.length;
    while (head.length == HEAD && end > 0 && head[end - 1] != '\n') {
      end--;
    }
    return end == 0 ? head : Arrays.copyOf(head, end);
  }

  /**
   * Names are no numbers: the first line is a header if it names a column of numbers, or if it
   * holds none.
   */
  private static boolean hasHeader(List<List<String>> records) {
    if (records.isEmpty()) {
      return true;
    }
    List<String> first = records.get(0);
    boolean holdsNumber = false;
    for (int i = 0; i < first.size(); i++) {
      String text = first.get(i);
      boolean isNumber = Numbers.isNumber(text);
      holdsNumber |= isNumber;
      boolean isName = !isNumber && !text.isEmpty() && !MissingWords.has(text);
      if (isName && areNumbers(records, i)) {
        return true;
      }
    }
    return !holdsNumber;
  }

  /** Whether there is a number in the column, and nothing else, from the second record on. */
  private static boolean areNumbers(List<List<String>> records, int column) {
    boolean any = false;
    for (List<String> record : records.subList(1, records.size())) {
      String text = column < record.size() ? record.get(column) : "";
      if (!text.isEmpty() && !MissingWords.has(text)) {
        if (!Numbers.isNumber(text)) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }
}
