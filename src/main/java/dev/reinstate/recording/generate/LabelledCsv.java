package dev.reinstate.recording.generate;

import dev.reinstate.recording.file.DataFile;
import dev.reinstate.recording.file.HeapBudget;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.file.TextReader;
import dev.reinstate.recording.table.BadRowException;
import dev.reinstate.recording.table.CsvRecords;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of numbers from CSV (RFC 4180) without a header: the features, then the class, a whole
 * number from 0. Features are divided by the largest magnitude in the file.
 */
final class LabelledCsv {

  private static final int MAX_CLASSES = 1 << 16;

  /** Of a row beside its features. */
  private static final int ROW_BYTES = 48;

  private final DataFile file;

  LabelledCsv(DataFile file) {
    this.file = file;
  }

  /**
   * @param shape rows and columns of the images, or null
   * @throws RecordingException naming the line that is wrong and what was expected
   */
  public LabelledRows read(@Nullable List<Integer> shape) {
    return file.read(in -> read(in, shape));
  }

  private LabelledRows read(InputStream in, @Nullable List<Integer> shape) throws IOException {
    CsvRecords records = new CsvRecords(TextReader.utf8(in, file.name()), ',', file.name());
    List<float[]> features = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    try {
      for (CSVRecord row = records.next(); row != null; row = records.next()) {
        int width = features.isEmpty() ? row.size() - 1 : features.get(0).length;
        if (width == 0 || row.size() != width + 1) {
          throw new BadRowException(
              records.line(),
              "%d columns; expected %s"
                  .formatted(
                      row.size(),
                      width == 0 ? "features and a class" : width + 1 + ", as in the first row"));
        }
        HeapBudget.require((features.size() + 1L) * (ROW_BYTES + Float.BYTES * width), file.name());
        features.add(features(records.line(), row, width));
        labels.add(label(records.line(), row.get(width)));
      }
    } catch (BadRowException e) {
      throw e.inFile(file.name());
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

  private static float[] features(long line, CSVRecord row, int width) throws BadRowException {
    float[] features = new float[width];
    for (int i = 0; i < width; i++) {
      features[i] = Float.NaN;
      try {
        features[i] = Float.parseFloat(row.get(i));
      } catch (NumberFormatException e) {
        // said below
      }
      if (!Float.isFinite(features[i])) {
        throw new BadRowException(
            line, "column %d is \"%s\"; expected a number".formatted(i + 1, row.get(i)));
      }
    }
    return features;
  }

  private static int label(long line, String cell) throws BadRowException {
    int label = -1;
    try {
      label = Integer.parseInt(cell);
    } catch (NumberFormatException e) {
      // said below
    }
    if (label < 0 || label >= MAX_CLASSES) {
      throw new BadRowException(
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
}
