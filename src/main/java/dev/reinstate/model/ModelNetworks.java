package dev.reinstate.model;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.Autoencoder;
import dev.reinstate.compute.ComputeException;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.NetworkFile;
import dev.reinstate.compute.NetworkProvider;
import dev.reinstate.compute.Similarity;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.NetworkFiles;
import dev.reinstate.settings.NetworkSettings;
import java.util.Random;

/** Makes the networks of a model as settings ask for them; the seed determines their parameters. */
public final class ModelNetworks {

  /** Rows that an encoder is tried with, and how far they spread. */
  private static final int TRIED = 16;

  private static final double FAR_OUT = 100;

  private final LearnerSettings settings;
  private final NetworkProvider provider;

  /**
   * @throws ComputeException if the engine that settings ask for is not there
   */
  public ModelNetworks(LearnerSettings settings) {
    this.settings = settings;
    provider = NetworkProvider.of(settings.compute());
  }

  /** From observations to embeddings. */
  Network embedding() {
    NetworkSettings networks = settings.networks();
    boolean unit = settings.memory().similarity() == Similarity.UNIT_DOT;
    int heads = settings.spaces().spaces().size() * settings.reads().heads();
    if (networks.files().embedding() != null) {
      return provider.script(
          networks.files().embedding(),
          settings.inputSize(),
          settings.embeddingSize(),
          unit ? heads : 0);
    }
    MlpShape shape =
        MlpShape.of(
                settings.inputSize(),
                networks.embeddingHidden(),
                settings.embeddingSize(),
                Activation.RELU,
                unit ? Output.UNIT : Output.LINEAR)
            .withParts(heads);
    return initialised(shape, settings.seed());
  }

  /** From observations to codes and back. */
  public Autoencoder autoencoder() {
    NetworkFiles files = settings.networks().files();
    // both are set, or neither
    return files.encoder() == null || files.decoder() == null
        ? seeded()
        : fromFiles(files.encoder(), files.decoder());
  }

  private Autoencoder fromFiles(NetworkFile encoderFile, NetworkFile decoderFile) {
    NetworkSettings networks = settings.networks();
    int observation = settings.inputSize();
    int code = networks.codeSize();
    Network encoder = provider.script(encoderFile, observation, code, 0);
    try {
      requireCodes(encoderFile, encoder);
      return new Autoencoder(encoder, provider.script(decoderFile, code, observation, 0));
    } catch (ComputeException e) {
      encoder.close();
      throw e;
    }
  }

  /** Codes are kept as numbers in [-1, 1]: an encoder that does not bound them is of no use. */
  private static void requireCodes(NetworkFile file, Network encoder) {
    float[] x = new float[TRIED * encoder.inputSize()];
    Random random = new Random(1);
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (FAR_OUT * random.nextGaussian());
    }
    float[] codes = new float[TRIED * encoder.outputSize()];
    encoder.forward(x, TRIED, codes);
    for (float number : codes) {
      if (!(Math.abs(number) <= 1)) {
        throw file.wrong(
            "gives %s in a code; expected numbers in [-1, 1], as tanh gives".formatted(number));
      }
    }
  }

  private Autoencoder seeded() {
    NetworkSettings networks = settings.networks();
    int observation = settings.inputSize();
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
