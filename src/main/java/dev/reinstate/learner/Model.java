package dev.reinstate.learner;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.Autoencoder;
import dev.reinstate.compute.Mlp;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.Similarity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The networks as a learner uses them, with their versions. */
public final class Model {

  private static final int FORMAT = 1;

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
                settings.memory().similarity() == Similarity.UNIT_DOT
                    ? Output.UNIT
                    : Output.LINEAR),
            settings.seed());
    int[] hidden = networks.codeHidden();
    int[] mirrored = new int[hidden.length];
    for (int i = 0; i < hidden.length; i++) {
      mirrored[i] = hidden[hidden.length - 1 - i];
    }
    autoencoder =
        new Autoencoder(
            Mlp.initialised(
                MlpShape.of(observation, hidden, networks.codeSize(), Activation.RELU, Output.TANH),
                settings.seed() + 1),
            Mlp.initialised(
                MlpShape.of(
                    networks.codeSize(), mirrored, observation, Activation.RELU, Output.LINEAR),
                settings.seed() + 2));
  }

  /** f, from observations to embeddings; under unit-dot their length is 1. */
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

  /** Writes the parameters and versions. */
  public void save(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    float[] parameters = new float[embedding.parameterCount()];
    embedding.readParameters(parameters);
    out.writeLong(version);
    Floats.write(parameters, out);
    parameters = new float[autoencoder.parameterCount()];
    autoencoder.readParameters(parameters);
    out.writeLong(autoencoderVersion);
    out.writeBoolean(ready);
    Floats.write(parameters, out);
  }

  /** Takes what {@link #save} wrote; it must be of networks of the same shape. */
  public void restore(DataInput in) throws IOException {
    int format = in.readUnsignedByte();
    if (format != FORMAT) {
      throw new IOException(
          "the model has format %d; this version reads format %d".formatted(format, FORMAT));
    }
    float[] parameters = new float[embedding.parameterCount()];
    long savedVersion = in.readLong();
    Floats.read(in, parameters);
    loadEmbedding(savedVersion, parameters);
    parameters = new float[autoencoder.parameterCount()];
    savedVersion = in.readLong();
    boolean savedReady = in.readBoolean();
    Floats.read(in, parameters);
    loadAutoencoder(savedVersion, parameters, savedReady);
  }
}
