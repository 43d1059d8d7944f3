package dev.reinstate.learner.reinstatement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Numbers;
import dev.reinstate.compute.ReferenceMlp;
import dev.reinstate.event.Feedback;
import dev.reinstate.learner.TestSettings;
import dev.reinstate.learner.World;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.model.AutoencoderCodec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The gradient that a feedback leaves, from the loss to the embedding network's parameters. */
class ReinstatementTest {

  private static final int MEMORIES = 3;

  private final TestSettings settings = new TestSettings();

  @Test
  void aFeedbacksGradientIsThatOfTheReadOfReinstatedObservations() {
    settings.batch = 1_000;
    settings.autoencoderBatch = 1_000;
    World world = new World(settings.build());
    float[] autoencoder = new float[world.model.autoencoder().parameterCount()];
    world.model.autoencoder().readParameters(autoencoder);
    world.model.loadAutoencoder(0, autoencoder, true);
    world.process(World.pairs("k", 0, MEMORIES));
    float[] before = world.trainer.embeddingSum().sum().clone();

    world.process(World.observation("k", "o", 100));
    world.state.select("k");
    float[] prior = world.state.trace("o").prior();
    world.process(
        new Feedback("k", "f", "o", 105, Feedback.UNKNOWN_TIME, 1, 0.5f, Feedback.Origin.NONE));
    float[] gradient = world.trainer.embeddingSum().sum().clone();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] -= before[i];
    }

    float[] parameters = new float[gradient.length];
    world.model.embedding().readParameters(parameters);
    float[] reinstated = reinstated(world);
    double[] expected =
        Numbers.numericalGradient(
            p -> 0.5 * loss(p, reinstated, world.memory("k"), prior),
            ReferenceMlp.toDoubles(parameters, 0, parameters.length));
    assertThat(gradient).hasSameSizeAs(expected);
    // embeddings of a network that has not learned nearly coincide, which float32 shows
    Numbers.assertClose(gradient, expected, 2e-3);
    assertThat(Arrays.stream(expected).map(Math::abs).max().orElseThrow()).isGreaterThan(1e-4);
  }

  /** x̂ of all that was observed; the observation of the feedback is the last. */
  private float[] reinstated(World world) {
    byte[] codes = new byte[(MEMORIES + 1) * settings.codeSize];
    for (int slot = 0; slot <= MEMORIES; slot++) {
      world.memory("k").readCode(slot, codes, slot * settings.codeSize);
    }
    float[] rows = new float[(MEMORIES + 1) * settings.observationSize];
    new AutoencoderCodec(world.model.autoencoder(), settings.codePrecision)
        .decode(codes, MEMORIES + 1, rows);
    return rows;
  }

  private double loss(double[] parameters, float[] rows, ExternalMemory memory, float[] prior) {
    MlpShape shape =
        MlpShape.of(
            settings.observationSize, settings.hidden, settings.size, Activation.RELU, Output.UNIT);
    double[] query = embedding(shape, parameters, rows, MEMORIES);
    double right = 0;
    double all = 0;
    for (int slot = 0; slot < MEMORIES; slot++) {
      double[] embedding = embedding(shape, parameters, rows, slot);
      double dot = 0;
      for (int i = 0; i < query.length; i++) {
        dot += query[i] * embedding[i];
      }
      double weight = Math.exp(dot / 0.2);
      all += weight;
      right += memory.value(slot) == 1 ? weight : 0;
    }
    return -Math.log(0.9 * right / all + 0.1 * prior[1]);
  }

  private double[] embedding(MlpShape shape, double[] parameters, float[] rows, int row) {
    int size = settings.observationSize;
    return ReferenceMlp.forward(shape, parameters, ReferenceMlp.toDoubles(rows, row * size, size));
  }
}
