package dev.reinstate.learner;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.Autoencoder;
import dev.reinstate.compute.Mlp;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Network;

/** The networks as a learner uses them, with their versions. */
public final class Model {

  private final Network embedding;
  private final Autoencoder autoencoder;
  private long version;
  private long autoencoderVersion;
  private boolean ready;

  /** Networks with initial parameters, which the seed determines. */
  public Model(LearnerSettings settings) {
    int observation = settings.observationSize();
    LearnerSettings.Networks networks = settings.networks();
    embedding =
        Mlp.initialised(
            MlpShape.of(
                observation,
                networks.embeddingHidden(),
                networks.embeddingSize(),
                Activation.RELU,
                Output.UNIT),
            settings.seed());
    int[] hidden = networks.codeHidden();
    int[] mirrored = new int[hidden.length];
    for (int i = 0; i < hidden.length; i++) {
      mirrored[i] = hidden[hidden.length - 1 - i];
    }
    autoencoder =
        new Autoencoder(
            Mlp.initialised(
                MlpShape.of(
                    observation, hidden, networks.codeSize(), Activation.RELU, Output.TANH),
                settings.seed() + 1),
            Mlp.initialised(
                MlpShape.of(
                    networks.codeSize(), mirrored, observation, Activation.RELU, Output.LINEAR),
                settings.seed() + 2));
  }

  /** f, from observations to unit vectors. */
  public Network embedding() {
    return embedding;
  }

  public Autoencoder autoencoder() {
    return autoencoder;
  }

  /** Optimiser steps of the embedding network. */
  public long version() {
    return version;
  }

  /** Optimiser steps of the autoencoder. */
  public long autoencoderVersion() {
    return autoencoderVersion;
  }

  /** Whether the autoencoder is good enough for the embedding network to learn through codes. */
  public boolean ready() {
    return ready;
  }

  /** Takes a newer embedding network. */
  public void loadEmbedding(long version, float[] parameters) {
    embedding.writeParameters(parameters);
    this.version = version;
  }

  /** Takes a newer autoencoder. */
  public void loadAutoencoder(long version, float[] parameters, boolean ready) {
    autoencoder.writeParameters(parameters);
    autoencoderVersion = version;
    this.ready = ready;
  }
}
