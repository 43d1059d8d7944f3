package dev.reinstate.recording.generate;

import dev.reinstate.recording.file.DataFile;
import java.util.List;
import java.util.Locale;

/** Rows with classes that Reinstate brings along. */
public enum Dataset {

  /** 1,797 handwritten digits, 8 × 8 pixels; the first 1,400 make streams, the rest are tests. */
  DIGITS(1400),

  /** 12,000 grey images of ten kinds of clothes, 28 × 28 pixels. */
  FASHION_MNIST(12_000);

  private final int streamRows;

  Dataset(int streamRows) {
    this.streamRows = streamRows;
  }

  /** How many of the first rows make streams. */
  public int streamRows() {
    return streamRows;
  }

  /** All rows, features from 0 to 1. */
  public LabelledRows read() {
    return switch (this) {
      case DIGITS -> new LabelledCsv(DataFile.bundled("digits.csv.gz")).read(List.of(8, 8));
      case FASHION_MNIST ->
          IdxFile.images(
              DataFile.bundled("fashion-mnist-12k-images-idx3-ubyte.gz"),
              DataFile.bundled("fashion-mnist-12k-labels-idx1-ubyte.gz"));
    };
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
