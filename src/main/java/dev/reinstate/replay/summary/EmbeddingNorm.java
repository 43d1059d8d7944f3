package dev.reinstate.replay.summary;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.ComputeSettings;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.NetworkProvider;
import dev.reinstate.event.Observation;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How long the embedding network's output is before it is divided by its length: ‖o‖ with o =
 * MLP(x), of the last observations, with the parameters at the end. Gradients shrink with 1/‖o‖.
 */
public final class EmbeddingNorm {

  private static final int OBSERVATIONS = 256;

  private final Deque<Observation> last = new ArrayDeque<>(OBSERVATIONS);

  public void observed(Observation observation) {
    if (last.size() == OBSERVATIONS) {
      last.removeFirst();
    }
    last.addLast(observation);
  }

  /**
   * The mean over the last observations; null where there were none, or the network is a user's.
   */
  public @Nullable Double mean(LearnerSettings settings, Model model) {
    if (last.isEmpty() || settings.networks().files().embedding() != null) {
      return null;
    }
    int size = settings.inputSize();
    int dimension = settings.networks().embeddingSize();
    float[] x = new float[last.size() * size];
    int row = 0;
    for (Observation observation : last) {
      model.standardiser().apply(observation.features(), 0, x, row++ * size);
    }
    float[] o = new float[row * dimension];
    notNormalised(settings, model).forward(x, row, o);
    double sum = 0;
    for (int r = 0; r < row; r++) {
      sum += norm(o, r * dimension, dimension);
    }
    return sum / row;
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
                    settings.networks().embeddingSize(),
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
