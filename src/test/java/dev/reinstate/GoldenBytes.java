package dev.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes of formats that landed, under {@code src/test/resources/formats}. They are never changed: a
 * new format gets a folder of its own, and the old ones stay readable.
 *
 * <p>With {@code -Dformats.write=true}, a file that does not exist yet is written by the test.
 */
public final class GoldenBytes {

  private static final Path FOLDER = Path.of("src", "test", "resources", "formats");

  private GoldenBytes() {}

  /** What writes a value. */
  public interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  /** Opens a file, such as {@code v1/page}. */
  public static DataInputStream in(String name) throws IOException {
    return new DataInputStream(new ByteArrayInputStream(read(name)));
  }

  /** Where the bytes are. */
  public static Path file(String name) {
    return FOLDER.resolve(name + ".bin");
  }

  /** The newest format is still written as it was. */
  public static void assertWritten(String name, Writer writer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writer.write(new DataOutputStream(bytes));
    Path file = file(name);
    if (Boolean.getBoolean("formats.write") && !Files.exists(file)) {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes.toByteArray());
    }
    assertThat(bytes.toByteArray()).as(name).isEqualTo(read(name));
  }

  private static byte[] read(String name) throws IOException {
    return Files.readAllBytes(file(name));
  }
}
