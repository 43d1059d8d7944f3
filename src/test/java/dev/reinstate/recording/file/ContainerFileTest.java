package dev.reinstate.recording.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.event.Observation;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.recording.RecordingWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerFileTest {

  private static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "R", "fields": [{"name": "s", "type": "string"}]}
              """);

  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"null", "deflate"})
  void blocksComeBackAsAvroWroteThem(String codec) throws IOException {
    byte[] file = file(codec, "one", "two".repeat(100_000), "three");

    long records = 0;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ContainerFile container = new ContainerFile(new ByteArrayInputStream(file))) {
      assertThat(container.schema()).isEqualTo(SCHEMA);
      for (ContainerFile.Block block = container.next(); block != null; block = container.next()) {
        records += block.records();
        bytes.writeBytes(block.bytes());
      }
    }
    assertThat(records).isEqualTo(3);
    assertThat(bytes.size()).isEqualTo(1 + 3 + 3 + 300_000 + 1 + 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "deflate"})
  void aFileThatIsCutOffIsAnError(String codec) throws IOException {
    byte[] file = file(codec, "one");

    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      if (length != headerLength(file)) {
        assertThatThrownBy(() -> readAll(cut))
            .as("%d bytes", cut.length)
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void aBlockThatUnzipsToMoreThanItMayIsAnError() throws IOException {
    byte[] bomb = file("deflate", "0".repeat(ContainerFile.MAX_BYTES));

    assertThat(bomb).hasSizeLessThan(1 << 20);
    assertThatThrownBy(() -> readAll(bomb))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected at most 67,108,864");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2147483647, expected at most",
    "1, -5, expected at most",
    "-3, 0, a block has -3 records",
    "1, 60000000, is cut off"
  })
  void aBlockThatLiesIsAnError(long records, long length, String problem) throws IOException {
    byte[] file = file("null", "one");
    ByteArrayOutputStream lying = new ByteArrayOutputStream();
    lying.write(file, 0, headerLength(file));
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(lying, null);
    encoder.writeLong(records);
    encoder.writeLong(length);
    encoder.flush();

    assertThatThrownBy(() -> readAll(lying.toByteArray()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void aCodecThatIsNotKnownIsNamed() throws IOException {
    assertThatThrownBy(() -> readAll(file("bzip2", "one")))
        .isInstanceOf(IOException.class)
        .hasMessage("has codec 'bzip2'; allowed: null, deflate");
  }

  /** An observation whose key says that it has two gigabytes. */
  @Test
  void aRecordThatLiesIsAnErrorThatNamesIt() throws IOException {
    Path folder = temp.resolve("r");
    try (RecordingWriter writer =
        new RecordingWriter(folder, RecordingInfo.ofClasses("one", "", 1, 2))) {
      writer.observation(new Observation("a", "1", 1, new float[] {0}));
      writer.finish();
    }
    Path file = folder.resolve("observations.avro");
    byte[] whole = Files.readAllBytes(file);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(body, null);
    encoder.writeLong(Integer.MAX_VALUE - 10);
    encoder.flush();
    Files.write(file, withBlock(whole, body.toByteArray()));

    assertThatThrownBy(() -> Recording.open(folder).observations().next())
        .isInstanceOf(RecordingException.class)
        .hasMessage(file + ", record 1: says that 2147483637 bytes follow in 5");
  }

  /** The file with one block of one record, which is not deflated, in place of its blocks. */
  private static byte[] withBlock(byte[] file, byte[] record) throws IOException {
    String header = new String(file, 0, headerLength(file), StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.writeBytes(
        header.replace("\u000edeflate", "\u0008null").getBytes(StandardCharsets.ISO_8859_1));
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(changed, null);
    encoder.writeLong(1);
    encoder.writeBytes(record);
    encoder.flush();
    changed.write(file, headerLength(file) - 16, 16);
    return changed.toByteArray();
  }

  /** The header ends with the marker that the file ends with too. */
  private static int headerLength(byte[] file) {
    byte[] sync = Arrays.copyOfRange(file, file.length - 16, file.length);
    for (int at = 0; ; at++) {
      if (Arrays.equals(file, at, at + 16, sync, 0, 16)) {
        return at + 16;
      }
    }
  }

  private static void readAll(byte[] file) throws IOException {
    try (ContainerFile container = new ContainerFile(new ByteArrayInputStream(file))) {
      while (container.next() != null) {
        // read
      }
    }
  }

  private static byte[] file(String codec, String... texts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(SCHEMA))) {
      writer.setCodec(CodecFactory.fromString(codec)).create(SCHEMA, out);
      for (String text : texts) {
        GenericRecord one = new GenericData.Record(SCHEMA);
        one.put("s", text);
        writer.append(one);
      }
    }
    return out.toByteArray();
  }
}
