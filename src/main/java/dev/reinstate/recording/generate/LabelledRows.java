package dev.reinstate.recording.generate;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.recording.file.DataFile;
import dev.reinstate.recording.file.RecordingException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of features, each of a class: what label binding and drift draw from.
 *
 * @param features at least one row, all of one length of at least 1; not to be changed
 * @param labels the class of each row, from 0
 * @param shape rows and columns of pixels where features are an image, else null
 */
public record LabelledRows(float[][] features, int[] labels, @Nullable List<Integer> shape) {

  public LabelledRows {
    if (features.length == 0 || features.length != labels.length) {
      throw new IllegalArgumentException(
          "%d rows and %d labels; expected as many rows as labels, at least one"
              .formatted(features.length, labels.length));
    }
  }

  /**
   * Reads CSV without a header, plain or gzip: the features, then the class, a whole number from 0.
   * Features are divided by the largest magnitude in the file.
   *
   * @throws RecordingException naming the line that is wrong and what was expected
   */
  public static LabelledRows ofCsv(Path csv) {
    return new LabelledCsv(DataFile.at(csv)).read(null);
  }

  /**
   * Reads a pair of files in the IDX format of MNIST, plain or gzip: grey images, a byte a pixel
   * that is divided by 255, and their classes, a byte each.
   *
   * @throws RecordingException if a file is wrong, naming it and what was expected
   */
  public static LabelledRows ofIdx(Path images, Path labels) {
    return IdxFile.images(DataFile.at(images), DataFile.at(labels));
  }

  /** How many rows there are. */
  public int size() {
    return features.length;
  }

  /** Features of a row. */
  public int width() {
    return features[0].length;
  }

  /** What a recording of such rows says of itself before it is written. */
  RecordingInfo recordingInfo(String name, String description, int classes) {
    return new RecordingInfo(name, description, width(), shape, Target.CLASS, classes, 0, 0);
  }

  /** The numbers of the rows of each class, for the classes that have any. */
  int[][] byClass() {
    return Arrays.stream(labels)
        .distinct()
        .sorted()
        .mapToObj(label -> IntStream.range(0, size()).filter(i -> labels[i] == label).toArray())
        .toArray(int[][]::new);
  }

  /**
   * Some of the rows.
   *
   * @param first number of the first one, from 0
   * @param last number of the last one
   * @throws IllegalArgumentException unless there are such rows
   */
  public LabelledRows range(int first, int last) {
    if (first < 0 || last < first || last >= size()) {
      throw new IllegalArgumentException(
          "rows %d-%d are not there; allowed: from 0 to %d".formatted(first, last, size() - 1));
    }
    return new LabelledRows(
        Arrays.copyOfRange(features, first, last + 1),
        Arrays.copyOfRange(labels, first, last + 1),
        shape);
  }

  /**
   * Smaller images: each pixel is the mean of a square block of pixels.
   *
   * @param side of a block; 1 changes nothing
   * @throws IllegalArgumentException unless these are images that blocks of this size cover
   */
  public LabelledRows averaged(int side) {
    if (side == 1) {
      return this;
    }
    if (shape == null) {
      throw new IllegalArgumentException(
          "blocks of %d by %d cannot be averaged in rows that are no images; allowed: 1"
              .formatted(side, side));
    }
    int rows = shape.get(0);
    int columns = shape.get(1);
    if (side < 1 || rows % side != 0 || columns % side != 0) {
      throw new IllegalArgumentException(
          "blocks of %d by %d do not cover images of %d by %d; allowed: a divisor of both"
              .formatted(side, side, rows, columns));
    }
    float[][] averaged = new float[size()][];
    for (int i = 0; i < size(); i++) {
      averaged[i] = averaged(features[i], rows, columns, side);
    }
    return new LabelledRows(averaged, labels, List.of(rows / side, columns / side));
  }

  private static float[] averaged(float[] image, int rows, int columns, int side) {
    float[] small = new float[image.length / (side * side)];
    int smallColumns = columns / side;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        small[row / side * smallColumns + column / side] += image[row * columns + column];
      }
    }
    for (int i = 0; i < small.length; i++) {
      small[i] /= side * side;
    }
    return small;
  }
}
