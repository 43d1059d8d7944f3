package dev.reinstate.compute;

import java.util.Arrays;

/**
 * The right-hand matrix of products, laid out as the inner loops read it: a tile's columns after
 * another, each row by row, filled up with zeros.
 */
final class Panels {

  /** Rows of a panel that stay in the first-level cache while all rows of C go by. */
  private static final int DEPTH = 256;

  private final Kernel kernel;
  private final int columns;
  private float[] values = new float[0];
  private int depth;

  /**
   * @param columns of the matrix
   */
  Panels(Kernel kernel, int columns) {
    this.kernel = kernel;
    this.columns = columns;
  }

  /**
   * Takes a matrix.
   *
   * @param b the matrix
   * @param rows how many it has
   */
  void pack(Strided b, int rows) {
    depth = rows;
    int width = kernel.columns();
    int size = roundUp(columns, width) * rows;
    if (values.length < size) {
      values = new float[size];
    }
    for (int panel = 0; panel < columns; panel += width) {
      int wide = Math.min(width, columns - panel);
      for (int row = 0; row < rows; row++) {
        int from = b.from() + row * b.row() + panel * b.column();
        int to = panel * rows + row * width;
        if (b.column() == 1) {
          System.arraycopy(b.values(), from, values, to, wide);
        } else {
          for (int column = 0; column < wide; column++) {
            values[to + column] = b.values()[from + column * b.column()];
          }
        }
        Arrays.fill(values, to + wide, to + width, 0);
      }
    }
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
    for (int panel = 0; panel < columns; panel += width) {
      Strided to = c.at(0, panel);
      Strided from = start.at(0, panel);
      for (int step = 0; step < depth; step += DEPTH) {
        int steps = Math.min(DEPTH, depth - step);
        kernel.multiply(a.at(0, step), tall, values, panel * depth + step * width, steps, from, to);
        from = to;
      }
    }
  }

  /** The next multiple. */
  static int roundUp(int number, int multiple) {
    return (number + multiple - 1) / multiple * multiple;
  }
}
