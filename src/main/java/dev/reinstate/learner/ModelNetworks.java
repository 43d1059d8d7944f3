package dev.reinstate.learner;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.Autoencoder;
import dev.reinstate.compute.ComputeException;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.NetworkProvider;
import dev.reinstate.compute.Similarity;

/** Makes the networks of a model as settings ask for them; the seed determines their parameters. */
final class ModelNetworks {

  private final LearnerSettings settings;
  private final NetworkProvider provider;

  /**
   * @throws ComputeException if the engine that settings ask for is not there
   */
  ModelNetworks(LearnerSettings settings) {
    this.settings = settings;
    provider = NetworkProvider.of(settings.compute());
  }

  /** From observations to embeddings. */
  Network embedding() {
    LearnerSettings.Networks networks = settings.networks();
    MlpShape shape =
        MlpShape.of(
                settings.observationSize(),
                networks.embeddingHidden(),
                networks.embeddingSize(),
                Activation.RELU,
                settings.memory().similarity() == Similarity.UNIT_DOT ? Output.UNIT : Output.LINEAR)
            .withParts(settings.reads().heads());
    return initialised(shape, settings.seed());
  }

  /** From observations to codes and back. */
  Autoencoder autoencoder() {
    LearnerSettings.Networks networks = settings.networks();
    int observation = settings.observationSize();
    int[] hidden = networks.codeHidden();
    int[] mirrored = new int[hidden.length];
    for (int i = 0; i < hidden.length; i++) {
      mirrored[i] = hidden[hidden.length - 1 - i];
    }
    return new Autoencoder(
        initialised(
            MlpShape.of(observation, hidden, networks.codeSize(), Activation.RELU, Output.TANH),
            settings.seed() + 1),
        initialised(
            MlpShape.of(networks.codeSize(), mirrored, observation, Activation.RELU, Output.LINEAR),
            settings.seed() + 2));
  }

  private Network initialised(MlpShape shape, long seed) {
    Network network = provider.mlp(shape);
    network.writeParameters(shape.initialParameters(seed));
    return network;
  }
}
