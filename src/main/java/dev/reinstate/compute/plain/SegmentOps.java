package dev.reinstate.compute.plain;

/**
 * Rows of equal parts, a stride apart, of which each part has a factor of its own. Factors lie one
 * after the other, followed by as many unused ones as a row has numbers.
 */
interface SegmentOps {

  /**
   * Multiplies each number by its part's factor.
   *
   * @param from where the first row begins
   * @param factorsFrom where the first row's factors begin
   */
  void scale(float[] values, int from, int rows, float[] factors, int factorsFrom);

  /**
   * Computes gradient = (gradient − along · value) · factor.
   *
   * @param from where the first row of values begins; gradients begin with it
   * @param along a number for each part, the first row's first
   * @param factorsFrom where the first row's factors begin
   */
  void project(
      float[] values,
      int from,
      float[] gradients,
      int rows,
      float[] along,
      float[] factors,
      int factorsFrom);
}
