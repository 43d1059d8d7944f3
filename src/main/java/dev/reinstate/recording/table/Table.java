package dev.reinstate.recording.table;

import dev.reinstate.recording.file.DataFile;
import dev.reinstate.recording.file.TextReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.LongConsumer;

/** A file of rows, plain or gzip. */
final class Table {

  /** How rows are written. */
  enum Form {
    CSV,
    JSONL
  }

  /** What is done with the rows. */
  interface Work<T> {
    T of(Rows rows) throws IOException;
  }

  private final DataFile file;
  private final Mapping mapping;

  Table(DataFile file, Mapping mapping) {
    this.file = file;
    this.mapping = mapping;
  }

  /**
   * Opens the file, works on its rows and closes it.
   *
   * @param progress is told how many of its bytes are read
   * @throws dev.reinstate.recording.file.RecordingException if it cannot be read, or has not the
   *     columns that the mapping names
   */
  <T> T read(Work<T> work, LongConsumer progress) {
    DataFile counted =
        new DataFile(file.name(), () -> new Counting(file.opening().open(), progress));
    return counted.read(
        in -> {
          TextReader text =
              new TextReader(
                  in,
                  file.name(),
                  mapping.encoding(),
                  "text in %s, or in the encoding that the mapping names"
                      .formatted(mapping.encoding()));
          return work.of(
              form() == Form.CSV
                  ? new CsvRows(text, mapping.delimiter(), file.name(), mapping.columns())
                  : new JsonRows(text));
        });
  }

  /** What the mapping says, else what the file's name says. */
  private Form form() {
    if (mapping.form() != null) {
      return mapping.form();
    }
    String name = file.name().toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
    return name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")
        ? Form.JSONL
        : Form.CSV;
  }

  private static final class Counting extends FilterInputStream {

    private final LongConsumer progress;
    private long bytes;

    Counting(InputStream in, LongConsumer progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? value : 1);
      return value;
    }

    @Override
    public int read(byte[] to, int at, int length) throws IOException {
      return count(super.read(to, at, length));
    }

    private int count(int read) {
      if (read > 0) {
        bytes += read;
        progress.accept(bytes);
      }
      return read;
    }
  }
}
