package dev.reinstate.recording.generate;

import dev.reinstate.FuzzedDecoder;
import dev.reinstate.recording.file.DataFile;
import dev.reinstate.recording.file.RecordingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** What reads the files that recordings are generated from. */
public final class GenerateDecoders {

  private static final byte[] IMAGES =
      ByteBuffer.allocate(28).putInt(0x0803).putInt(3).putInt(2).putInt(2).array();
  private static final byte[] LABELS = ByteBuffer.allocate(11).putInt(0x0801).putInt(3).array();

  private GenerateDecoders() {}

  public static List<FuzzedDecoder> all() {
    return List.of(
        rows(
            "labelled CSV",
            "1,2,3,0\n4,5,6,1\n".getBytes(StandardCharsets.UTF_8),
            file -> new LabelledCsv(file).read(null)),
        rows("images in IDX", IMAGES, file -> IdxFile.images(file, memory("labels", LABELS))),
        rows("labels in IDX", LABELS, file -> IdxFile.images(memory("images", IMAGES), file)));
  }

  private interface Reading {
    void of(DataFile file) throws Exception;
  }

  /** Plain and as gzip. */
  private static FuzzedDecoder rows(String name, byte[] valid, Reading reading) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(valid);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FuzzedDecoder(
        name,
        RecordingException.class,
        List.of(valid, zipped.toByteArray()),
        input -> reading.of(memory(name, input)));
  }

  private static DataFile memory(String name, byte[] content) {
    return new DataFile(name, () -> new ByteArrayInputStream(content));
  }
}
