package dev.reinstate.learner.output;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.ComputeSettings;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.NetworkProvider;
import dev.reinstate.learner.output.Vitals.Vital;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;

/**
 * Measures ‖o‖, the length of what the embedding network gives before it is divided by it: of one
 * observation for each version of the model. Gradients shrink with 1/‖o‖. Of a user's network only
 * what it gives is known, so nothing is measured. Serves one thread.
 */
public final class OutputNorm {

  private final Vitals vitals;
  private final boolean measures;
  private final Network network;
  private final float[] parameters;
  private final float[] input;
  private final float[] output;
  private long version = -1;

  public OutputNorm(LearnerSettings settings, Vitals vitals) {
    this.vitals = vitals;
    measures = settings.networks().files().embedding() == null;
    int size = settings.networks().embeddingSize();
    network =
        NetworkProvider.of(ComputeSettings.JAVA)
            .mlp(
                MlpShape.of(
                    settings.observationSize(),
                    settings.networks().embeddingHidden(),
                    size,
                    Activation.RELU,
                    Output.LINEAR));
    parameters = new float[network.parameterCount()];
    input = new float[settings.observationSize()];
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
    vitals.add(Vital.EMBEDDING_NORM, Math.sqrt(squares), 1);
  }
}
