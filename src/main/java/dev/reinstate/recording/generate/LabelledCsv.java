package dev.reinstate.recording.generate;

import dev.reinstate.recording.file.DataFile;
import dev.reinstate.recording.file.HeapBudget;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.file.TextReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads rows of numbers from CSV without a header: the features, then the class, a whole number
 * from 0. Features are divided by the largest magnitude in the file.
 */
public final class LabelledCsv {

  private static final int MAX_CLASSES = 1 << 16;

  /** Of a row beside its features. */
  private static final int ROW_BYTES = 48;

  private final DataFile file;

  public LabelledCsv(DataFile file) {
    this.file = file;
  }

  /**
   * @param shape rows and columns of the images, or null
   * @throws RecordingException naming the line that is wrong and what was expected
   */
  public LabelledRows read(List<Integer> shape) {
    return file.read(in -> read(in, shape));
  }

  private LabelledRows read(InputStream in, List<Integer> shape) throws IOException {
    BufferedReader lines = new BufferedReader(TextReader.utf8(in, file.name()));
    List<float[]> features = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    String line;
    while ((line = lines.readLine()) != null) {
      int number = features.size() + 1;
      String[] cells = line.split(",", -1);
      int width = number == 1 ? cells.length - 1 : features.get(0).length;
      if (width == 0 || cells.length != width + 1) {
        throw wrong(
            number,
            "%d columns; expected %s"
                .formatted(
                    cells.length,
                    width == 0 ? "features and a class" : width + 1 + ", as in line 1"));
      }
      HeapBudget.require((long) number * (ROW_BYTES + Float.BYTES * width), file.name());
      features.add(features(number, cells, width));
      labels.add(label(number, cells[width]));
    }
    if (features.isEmpty()) {
      throw new RecordingException(file.name() + ": is empty; expected features and a class a row");
    }
    scale(features);
    return new LabelledRows(
        features.toArray(float[][]::new),
        labels.stream().mapToInt(Integer::intValue).toArray(),
        shape);
  }

  private float[] features(int line, String[] cells, int width) {
    float[] row = new float[width];
    for (int i = 0; i < width; i++) {
      row[i] = Float.NaN;
      try {
        row[i] = Float.parseFloat(cells[i]);
      } catch (NumberFormatException e) {
        // said below
      }
      if (!Float.isFinite(row[i])) {
        throw wrong(line, "column %d is \"%s\"; expected a number".formatted(i + 1, cells[i]));
      }
    }
    return row;
  }

  private int label(int line, String cell) {
    int label = -1;
    try {
      label = Integer.parseInt(cell.strip());
    } catch (NumberFormatException e) {
      // said below
    }
    if (label < 0 || label >= MAX_CLASSES) {
      throw wrong(
          line,
          "the last column is \"%s\"; expected a class, a whole number from 0 to %d"
              .formatted(cell, MAX_CLASSES - 1));
    }
    return label;
  }

  private static void scale(List<float[]> features) {
    float largest = 0;
    for (float[] row : features) {
      for (float x : row) {
        largest = Math.max(largest, Math.abs(x));
      }
    }
    for (float[] row : features) {
      for (int i = 0; i < row.length && largest > 0; i++) {
        row[i] /= largest;
      }
    }
  }

  private RecordingException wrong(int line, String message) {
    return new RecordingException("%s, line %d: %s".formatted(file.name(), line, message));
  }
}
