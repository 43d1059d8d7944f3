package dev.reinstate.recording.table;

import dev.reinstate.recording.file.DataFile;
import dev.reinstate.recording.file.TextReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.function.LongConsumer;

/** A file of rows, plain or gzip. */
public final class Table {

  /** What is done with the rows. */
  public interface Work<T> {
    T of(TableRows rows) throws IOException;
  }

  private final DataFile file;
  private final Dialect dialect;
  private final Set<String> columns;

  /**
   * @param columns that must be there
   */
  public Table(DataFile file, Dialect dialect, Set<String> columns) {
    this.file = file;
    this.dialect = dialect;
    this.columns = columns;
  }

  /**
   * Opens the file, works on its rows and closes it.
   *
   * @param progress is told how many of its bytes are read
   * @throws dev.reinstate.recording.file.RecordingException if it cannot be read, or has not the
   *     columns that must be there
   */
  public <T> T read(Work<T> work, LongConsumer progress) {
    DataFile counted =
        new DataFile(file.name(), () -> new Counting(file.opening().open(), progress));
    return counted.read(
        in -> {
          TextReader text =
              new TextReader(
                  in,
                  file.name(),
                  dialect.encoding(),
                  "text in %s, or in the encoding that the mapping names"
                      .formatted(dialect.encoding()));
          return work.of(
              dialect.formOf(file.name()) == Dialect.Form.CSV
                  ? new CsvRows(text, dialect, file.name(), columns)
                  : new JsonRows(text));
        });
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
