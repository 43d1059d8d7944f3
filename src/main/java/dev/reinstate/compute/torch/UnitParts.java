package dev.reinstate.compute.torch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/** Divides equal parts of rows by their length. */
final class UnitParts {

  /** Keeps o/‖o‖ finite. */
  private static final double MIN_NORM = 1e-8;

  private UnitParts() {}

  /**
   * Computes o/‖o‖.
   *
   * @param o rows × size
   */
  static Tensor of(Tensor o, int size, int parts) {
    Tensor each = o.reshape(-1, parts, size / parts);
    Tensor norm =
        each.norm(new ScalarOptional(new Scalar(2.0)), new long[] {2}, true)
            .clamp_min(new Scalar(MIN_NORM));
    return each.div(norm).reshape(-1, size);
  }
}
