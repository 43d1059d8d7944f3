package dev.reinstate.compute.plain;

import java.util.Arrays;

/**
 * The right-hand matrix of products, as the inner loops read it: in panels, each a tile's columns
 * wide.
 */
final class Panels {

  /** Rows of a panel that stay in the first-level cache while all rows of C go by. */
  private static final int DEPTH = 256;

  private final Kernel kernel;
  private final int columns;
  private float[] packed = new float[0];
  private int depth;

  /** The first panel; none before a matrix is packed. */
  @SuppressWarnings("NullAway.Init")
  private Strided first;

  /** From a panel to the next. */
  private int step;

  /**
   * @param columns of the matrix
   */
  Panels(Kernel kernel, int columns) {
    this.kernel = kernel;
    this.columns = columns;
  }

  /**
   * Takes a copy of a matrix: one panel after another, each row by row, filled up with zeros.
   *
   * @param b the matrix
   * @param rows how many it has
   */
  void pack(Strided b, int rows) {
    int width = kernel.columns();
    int size = roundUp(columns, width) * rows;
    if (packed.length < size) {
      packed = new float[size];
    }
    for (int panel = 0; panel < columns; panel += width) {
      int wide = Math.min(width, columns - panel);
      for (int row = 0; row < rows; row++) {
        int from = b.from() + row * b.row() + panel * b.column();
        int to = panel * rows + row * width;
        if (b.column() == 1) {
          System.arraycopy(b.values(), from, packed, to, wide);
        } else {
          for (int column = 0; column < wide; column++) {
            packed[to + column] = b.values()[from + column * b.column()];
          }
        }
        Arrays.fill(packed, to + wide, to + width, 0);
      }
    }
    depth = rows;
    first = Strided.rows(packed, width);
    step = width * rows;
  }

  /**
   * Takes a matrix as it lies, its rows in whole panels, columns side by side.
   *
   * @param rows how many it has
   */
  void take(Strided b, int rows) {
    depth = rows;
    first = b;
    step = kernel.columns();
  }

  /**
   * Computes C = C₀ + A·B.
   *
   * @param rows of A; what lies below them, up to a whole tile, is computed too and means nothing
   * @param start C₀, of whole tiles; may be the same as C
   * @param c receives C, in whole tiles
   */
  void multiply(Strided a, int rows, Strided start, Strided c) {
    int tall = roundUp(rows, kernel.rows());
    int width = kernel.columns();
    for (int panel = 0; panel * width < columns; panel++) {
      Strided b = new Strided(first.values(), first.from() + panel * step, first.row(), 1);
      Strided to = c.at(0, panel * width);
      Strided from = start.at(0, panel * width);
      for (int row = 0; row < depth; row += DEPTH) {
        int steps = Math.min(DEPTH, depth - row);
        kernel.multiply(a.at(0, row), tall, b.at(row, 0), steps, from, to);
        from = to;
      }
    }
  }

  /** The next multiple. */
  static int roundUp(int number, int multiple) {
    return (number + multiple - 1) / multiple * multiple;
  }
}
