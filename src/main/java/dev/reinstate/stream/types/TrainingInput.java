package dev.reinstate.stream.types;

import dev.reinstate.training.GradientSum;
import org.jspecify.annotations.Nullable;

/**
 * What goes to the trainer: gradients, or observations. Exactly one of the two is null.
 *
 * @param attempt of the trainer that the sender has the network from; {@link #UNKNOWN_ATTEMPT}
 *     where it has it from none, or does not say
 * @param version of that network, which is the embedding network for gradients; for observations it
 *     is the autoencoder, or the standardiser where codes are direct
 * @param gradients for the embedding network, computed with that version
 * @param observations rows × observation.size, raw, to learn from them how features vary and to
 *     train the autoencoder on
 */
public record TrainingInput(
    long attempt, long version, @Nullable GradientSum gradients, float @Nullable [] observations) {

  public static final long UNKNOWN_ATTEMPT = Long.MIN_VALUE;

  public static TrainingInput of(GradientSum gradients, long attempt, long version) {
    return new TrainingInput(attempt, version, gradients, null);
  }

  public static TrainingInput of(float[] observations, long attempt, long version) {
    return new TrainingInput(attempt, version, null, observations);
  }
}
