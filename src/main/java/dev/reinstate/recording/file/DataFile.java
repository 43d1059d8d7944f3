package dev.reinstate.recording.file;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A file that recordings are made of, plain or gzip: its first two bytes tell.
 *
 * @param name for messages
 * @param opening opens it
 */
public record DataFile(String name, Opening opening) {

  private static final int BUFFER = 1 << 16;

  /** Opens a file. */
  @FunctionalInterface
  public interface Opening {
    InputStream open() throws IOException;
  }

  /** Makes something of a file's content. */
  @FunctionalInterface
  public interface Reading<T> {
    T of(InputStream content) throws IOException;
  }

  public static DataFile at(Path path) {
    return new DataFile(path.toString(), () -> Files.newInputStream(path));
  }

  /** A file that Reinstate brings along, by its name in {@code recordings/}. */
  public static DataFile bundled(String name) {
    String path = "/recordings/" + name;
    return new DataFile(
        path,
        () -> {
          InputStream in = DataFile.class.getResourceAsStream(path);
          if (in == null) {
            throw new FileNotFoundException("it is not on the class path");
          }
          return in;
        });
  }

  /**
   * Reads the file, unzipped where it is gzip, and closes it.
   *
   * @throws RecordingException if it cannot be read
   */
  public <T> T read(Reading<T> reading) {
    try (InputStream in = new BufferedInputStream(opening.open(), BUFFER)) {
      in.mark(2);
      int magic = in.read() | in.read() << 8;
      in.reset();
      return reading.of(magic == GZIPInputStream.GZIP_MAGIC ? new GZIPInputStream(in, BUFFER) : in);
    } catch (NoSuchFileException e) {
      throw new RecordingException(name + ": there is no such file", e);
    } catch (IOException e) {
      throw new RecordingException(name + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
