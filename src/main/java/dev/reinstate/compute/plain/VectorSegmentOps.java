package dev.reinstate.compute.plain;

import java.util.List;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Computes with vector instructions: the factors of a vector's parts are loaded together and dealt
 * out to lanes.
 */
final class VectorSegmentOps implements SegmentOps {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private final int part;
  private final int parts;
  private final int stride;

  /** For each vector of a row, which of the factors from its first part's on a lane takes. */
  private final List<VectorShuffle<Float>> dealt;

  /**
   * @param part numbers of a part
   * @param parts of a row
   * @param stride from a row to the next, a multiple of a vector
   */
  VectorSegmentOps(int part, int parts, int stride) {
    this.part = part;
    this.parts = parts;
    this.stride = stride;
    dealt =
        IntStream.range(0, stride / LANES)
            .map(vector -> vector * LANES)
            .mapToObj(
                column ->
                    VectorShuffle.fromOp(SPECIES, lane -> (column + lane) / part - column / part))
            .toList();
  }

  @Override
  public void scale(float[] values, int from, int rows, float[] factors, int factorsFrom) {
    for (int column = 0; column < stride; column += LANES) {
      VectorShuffle<Float> dealing = dealt.get(column / LANES);
      int at = from + column;
      int factor = factorsFrom + column / part;
      for (int row = 0; row < rows; row++) {
        load(values, at).mul(load(factors, factor).rearrange(dealing)).intoArray(values, at);
        at += stride;
        factor += parts;
      }
    }
  }

  @Override
  public void project(
      float[] values,
      int from,
      float[] gradients,
      int rows,
      float[] along,
      float[] factors,
      int factorsFrom) {
    for (int column = 0; column < stride; column += LANES) {
      VectorShuffle<Float> dealing = dealt.get(column / LANES);
      int at = column;
      int ofPart = column / part;
      for (int row = 0; row < rows; row++) {
        FloatVector less = load(along, ofPart).rearrange(dealing).neg();
        FloatVector factor = load(factors, factorsFrom + ofPart).rearrange(dealing);
        less.fma(load(values, from + at), load(gradients, at)).mul(factor).intoArray(gradients, at);
        at += stride;
        ofPart += parts;
      }
    }
  }

  private static FloatVector load(float[] values, int from) {
    return FloatVector.fromArray(SPECIES, values, from);
  }
}
