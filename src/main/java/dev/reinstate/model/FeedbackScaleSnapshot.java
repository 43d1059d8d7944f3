package dev.reinstate.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a {@link FeedbackScale} has seen.
 *
 * @param targets their scale
 * @param gradients that of their norms
 */
public record FeedbackScaleSnapshot(ScaleSnapshot targets, ScaleSnapshot gradients) {

  public static final FeedbackScaleSnapshot NONE =
      new FeedbackScaleSnapshot(ScaleSnapshot.NONE, ScaleSnapshot.NONE);

  /** Each of the two as who has seen more knows it. */
  public FeedbackScaleSnapshot or(FeedbackScaleSnapshot other) {
    return new FeedbackScaleSnapshot(targets.or(other.targets), gradients.or(other.gradients));
  }

  public void write(DataOutput out) throws IOException {
    targets.write(out);
    gradients.write(out);
  }

  public static FeedbackScaleSnapshot read(DataInput in) throws IOException {
    return new FeedbackScaleSnapshot(ScaleSnapshot.read(in), ScaleSnapshot.read(in));
  }
}
