package dev.reinstate.compute.plain;

/**
 * An array as a matrix.
 *
 * @param values entry (r, c) is at {@code from + r · row + c · column}
 * @param from where entry (0, 0) is
 * @param row from an entry to the one below it
 * @param column from an entry to the one beside it
 */
record Strided(float[] values, int from, int row, int column) {

  /** Rows that lie one after the other. */
  static Strided rows(float[] values, int stride) {
    return new Strided(values, 0, stride, 1);
  }

  Strided transposed() {
    return new Strided(values, from, column, row);
  }

  /** Without the first rows and columns. */
  Strided at(int rows, int columns) {
    return new Strided(values, from + rows * row + columns * column, row, column);
  }
}
