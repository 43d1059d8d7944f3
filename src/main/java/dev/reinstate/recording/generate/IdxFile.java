package dev.reinstate.recording.generate;

import dev.reinstate.recording.file.DataFile;
import dev.reinstate.recording.file.HeapBudget;
import dev.reinstate.recording.file.RecordingException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A file in the IDX format of MNIST, of unsigned bytes: how large each dimension is, then the
 * numbers, the last dimension's side by side.
 *
 * @param sizes of the dimensions
 * @param numbers as many bytes as the product of the sizes
 */
public record IdxFile(int[] sizes, byte[] numbers) {

  private static final int UNSIGNED_BYTES = 0x0800;
  private static final float WHITE = 255;

  /** Of a vector beside its numbers. */
  private static final int ROW_BYTES = 24;

  /**
   * Grey images, a byte a pixel that is divided by 255, and their classes.
   *
   * @throws RecordingException if a file is wrong, naming it and what was expected
   */
  public static LabelledRows images(DataFile images, DataFile labels) {
    IdxFile pixels = images.read(in -> read(in, images.name(), 3));
    IdxFile classes = labels.read(in -> read(in, labels.name(), 1));
    int count = pixels.sizes[0];
    if (classes.sizes[0] != count || count == 0) {
      throw new RecordingException(
          "%s holds %d images and %s %d labels; expected a label for each image, at least one"
              .formatted(images.name(), count, labels.name(), classes.sizes[0]));
    }
    int width = pixels.numbers.length / count;
    float[][] features = new float[count][width];
    int[] label = new int[count];
    for (int i = 0; i < count; i++) {
      for (int p = 0; p < width; p++) {
        features[i][p] = (pixels.numbers[i * width + p] & 0xFF) / WHITE;
      }
      label[i] = classes.numbers[i] & 0xFF;
    }
    return new LabelledRows(features, label, List.of(pixels.sizes[1], pixels.sizes[2]));
  }

  private static IdxFile read(InputStream in, String name, int dimensions) throws IOException {
    DataInputStream data = new DataInputStream(in);
    try {
      int kind = data.readInt();
      int expected = UNSIGNED_BYTES + dimensions;
      if (kind != expected) {
        throw new RecordingException(
            "%s: begins with %s; expected %s, IDX with bytes in %d dimension%s"
                .formatted(name, hex(kind), hex(expected), dimensions, dimensions == 1 ? "" : "s"));
      }
      int[] sizes = new int[dimensions];
      long size = 1;
      for (int d = 0; d < dimensions; d++) {
        sizes[d] = data.readInt();
        if (sizes[d] < (d == 0 ? 0 : 1) || (size *= sizes[d]) > Integer.MAX_VALUE) {
          throw new RecordingException(
              "%s: says that its dimensions are %s; expected at least 1 each, at most %d in all"
                  .formatted(name, Arrays.toString(sizes), Integer.MAX_VALUE));
        }
      }
      HeapBudget.require(bytes(sizes, size), name);
      byte[] numbers = data.readNBytes((int) size);
      if (numbers.length < size) {
        throw new RecordingException(
            "%s: ends after %d of %d numbers".formatted(name, numbers.length, size));
      }
      if (data.read() != -1) {
        throw new RecordingException(
            "%s: goes on after the %d numbers that it says it has".formatted(name, size));
      }
      return new IdxFile(sizes, numbers);
    } catch (EOFException e) {
      throw new RecordingException(name + ": ends within its header; expected IDX", e);
    }
  }

  /** In memory: the numbers, and as features, a vector for each of the first dimension. */
  private static long bytes(int[] sizes, long numbers) {
    return (1 + Float.BYTES) * numbers + (long) ROW_BYTES * sizes[0];
  }

  private static String hex(int number) {
    return HexFormat.of().toHexDigits(number);
  }
}
