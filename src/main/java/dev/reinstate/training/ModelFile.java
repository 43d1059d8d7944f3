package dev.reinstate.training;

import dev.reinstate.format.CountedInput;
import dev.reinstate.format.FormatNumber;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * The file of a model: {@code model.initial}.
 *
 * <p>All numbers are big-endian: the magic bytes, the format (byte), the length of the content
 * (int), the content, its CRC-32 (int). The content is the shape, as a count (int) and pairs of key
 * and value (as {@link java.io.DataOutput#writeUTF}), then parameters and error, each as length
 * (int) and bytes.
 */
public final class ModelFile {

  private static final byte[] MAGIC = "REINMODL".getBytes(StandardCharsets.US_ASCII);

  /**
   * In format 1 the autoencoder's error was sums of squares; 2 did not standardise; 3 knew no
   * scales of codes.
   */
  static final int FORMAT = 4;

  /** Magic bytes, format, length. */
  private static final int HEADER = MAGIC.length + 1 + Integer.BYTES;

  private static final String EXPECTED =
      "expected a model file, as 'pretrain' and 'replay --save-model' write it";

  private ModelFile() {}

  /**
   * Writes a file, or replaces one. Whoever reads it meanwhile sees the old one whole.
   *
   * @throws IOException if that cannot be done; the message names the file
   */
  public static void write(SavedModel model, Path file) throws IOException {
    Path whole = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.write(whole, bytes(model));
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IOException("the model file %s cannot be written: %s".formatted(file, e), e);
    }
  }

  static byte[] bytes(SavedModel model) throws IOException {
    byte[] content = content(model);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(HEADER + content.length);
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(MAGIC);
    out.writeByte(FORMAT);
    out.writeInt(content.length);
    out.write(content);
    out.writeInt(crc(content));
    return bytes.toByteArray();
  }

  private static byte[] content(SavedModel model) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(model.shape().size());
    for (Map.Entry<String, String> setting : new TreeMap<>(model.shape()).entrySet()) {
      out.writeUTF(setting.getKey());
      out.writeUTF(setting.getValue());
    }
    out.writeInt(model.parameters().length);
    out.write(model.parameters());
    out.writeInt(model.error().length);
    out.write(model.error());
    return bytes.toByteArray();
  }

  /**
   * Reads a file.
   *
   * @param settings of the job that is to start from it
   * @throws IOException if it cannot be used; the message names the file, what is wrong with it and
   *     what is expected
   */
  public static SavedModel read(Path file, LearnerSettings settings) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no file %s; %s".formatted(file, EXPECTED));
    }
    SavedModel model = parse(file);
    checkShape(model.shape(), Model.shape(settings), file);
    try {
      model.trainer(settings).close();
    } catch (UncheckedIOException e) {
      String why = Objects.requireNonNull(e.getCause()).getMessage();
      throw new IOException("%s cannot be used: %s".formatted(file, why), e);
    }
    return model;
  }

  private static SavedModel parse(Path file) throws IOException {
    long size = Files.size(file);
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      if (!ByteBuffer.wrap(in.readNBytes(MAGIC.length)).equals(ByteBuffer.wrap(MAGIC))) {
        throw new IOException("%s is no model file; %s".formatted(file, EXPECTED));
      }
      if (size < HEADER) {
        throw cutOff(file, size, HEADER);
      }
      int format = FormatNumber.read(in, FORMAT, file.toString());
      int length = in.readInt();
      long expected = HEADER + (long) length + Integer.BYTES;
      if (length < 0 || size > expected) {
        throw damaged(file);
      }
      if (size < expected) {
        throw cutOff(file, size, expected);
      }
      byte[] content = in.readNBytes(length);
      if (in.readInt() != crc(content)) {
        throw damaged(file);
      }
      return parse(content, format, file);
    }
  }

  private static IOException cutOff(Path file, long size, long expected) {
    return new IOException(
        "%s is cut off: it has %,d bytes; expected %,d".formatted(file, size, expected));
  }

  private static IOException damaged(Path file) {
    return new IOException(
        "%s is damaged: its content does not have its length and checksum".formatted(file));
  }

  private static SavedModel parse(byte[] content, int format, Path file) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      Map<String, String> shape = new TreeMap<>();
      int settings = in.readInt();
      for (int i = 0; i < settings; i++) {
        shape.put(in.readUTF(), in.readUTF());
      }
      return new SavedModel(
          Model.savedShape(shape), CountedInput.bytes(in), CountedInput.bytes(in), format);
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException("%s cannot be read: %s".formatted(file, e), e);
    }
  }

  private static void checkShape(Map<String, String> made, Map<String, String> asked, Path file)
      throws IOException {
    StringJoiner differences = new StringJoiner(", ");
    TreeSet<String> keys = new TreeSet<>(made.keySet());
    keys.addAll(asked.keySet());
    for (String key : keys) {
      String there = made.getOrDefault(key, "not set");
      String here = asked.getOrDefault(key, "not set");
      if (!there.equals(here)) {
        differences.add("%s %s (expected %s)".formatted(key, there, here));
      }
    }
    if (differences.length() > 0) {
      throw new IOException("%s was made for another job: %s".formatted(file, differences));
    }
  }

  private static int crc(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return (int) crc.getValue();
  }
}
