package dev.reinstate.replay.summary;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.ComputeSettings;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.NetworkProvider;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import org.jspecify.annotations.Nullable;

/**
 * How long the embedding network's output is before it is divided by its length: ‖o‖ with o =
 * MLP(x), of the last observations, with the parameters at the end. Gradients shrink with 1/‖o‖.
 */
public final class EmbeddingNorm {

  private EmbeddingNorm() {}

  /**
   * The mean over the last observations; null where there were none, or the network is a user's.
   */
  public static @Nullable Double mean(
      LearnerSettings settings, Model model, LastObservations last) {
    int rows = last.count();
    if (rows == 0 || settings.networks().files().embedding() != null) {
      return null;
    }
    int dimension = settings.embeddingSize();
    float[] o = new float[rows * dimension];
    notNormalised(settings, model).forward(last.inputs(settings, model), rows, o);
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += norm(o, row * dimension, dimension);
    }
    return sum / rows;
  }

  /** The embedding network with all but its last step. */
  private static Network notNormalised(LearnerSettings settings, Model model) {
    float[] parameters = new float[model.embedding().parameterCount()];
    model.embedding().readParameters(parameters);
    Network network =
        NetworkProvider.of(ComputeSettings.JAVA)
            .mlp(
                MlpShape.of(
                    settings.inputSize(),
                    settings.networks().embeddingHidden(),
                    settings.embeddingSize(),
                    Activation.RELU,
                    Output.LINEAR));
    network.writeParameters(parameters);
    return network;
  }

  private static double norm(float[] values, int from, int size) {
    double squares = 0;
    for (int i = from; i < from + size; i++) {
      squares += (double) values[i] * values[i];
    }
    return Math.sqrt(squares);
  }
}
