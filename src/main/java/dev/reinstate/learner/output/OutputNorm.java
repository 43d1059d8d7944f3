package dev.reinstate.learner.output;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.ComputeSettings;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.NetworkProvider;
import dev.reinstate.learner.output.LearnerStats.Stat;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;

/**
 * Measures ‖o‖, the length of what the embedding network gives before it is divided by it: of one
 * observation for each version of the model. Gradients shrink with 1/‖o‖. Of a user's network only
 * what it gives is known, so nothing is measured. Serves one thread.
 */
public final class OutputNorm {

  private final LearnerStats stats;
  private final boolean measures;
  private final Network network;
  private final float[] parameters;
  private final float[] input;
  private final float[] output;
  private long version = -1;

  public OutputNorm(LearnerSettings settings, LearnerStats stats) {
    this.stats = stats;
    measures = settings.networks().files().embedding() == null;
    int size = settings.embeddingSize();
    network =
        NetworkProvider.of(ComputeSettings.JAVA)
            .mlp(
                MlpShape.of(
                    settings.inputSize(),
                    settings.networks().embeddingHidden(),
                    size,
                    Activation.RELU,
                    Output.LINEAR));
    parameters = new float[network.parameterCount()];
    input = new float[settings.inputSize()];
    output = new float[size];
  }

  /**
   * Measures where the model is new.
   *
   * @param x array that begins with an observation
   */
  public void measure(Model model, float[] x) {
    if (!measures || model.version() == version) {
      return;
    }
    version = model.version();
    model.embedding().readParameters(parameters);
    network.writeParameters(parameters);
    System.arraycopy(x, 0, input, 0, input.length);
    network.forward(input, 1, output);
    double squares = 0;
    for (float number : output) {
      squares += (double) number * number;
    }
    stats.add(Stat.EMBEDDING_NORM, Math.sqrt(squares), 1);
  }
}
