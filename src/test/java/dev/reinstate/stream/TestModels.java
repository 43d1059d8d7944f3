package dev.reinstate.stream;

import dev.reinstate.model.Model;
import dev.reinstate.model.ModelPart;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.training.GradientSum;
import dev.reinstate.training.ModelPublisher;
import dev.reinstate.training.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Gradients out of nowhere, and the models that they lead to. */
public final class TestModels {

  private final JobSettings settings;
  private final int embeddingParameters;

  public TestModels(JobSettings settings) {
    this.settings = settings;
    Model model = new Model(settings.learner());
    embeddingParameters = model.embedding().parameterCount();
  }

  /** A random gradient that counts as so many feedbacks. */
  public GradientSum embeddingSum(int count, long seed) {
    return new GradientSum(random(embeddingParameters, seed), count);
  }

  public GradientSum embeddingSum(int count, float everywhere) {
    float[] gradient = new float[embeddingParameters];
    Arrays.fill(gradient, everywhere);
    return new GradientSum(gradient, count);
  }

  /** Observations that an autoencoder soon knows: each is one of two opposite points. */
  float[] observations(int count, long seed) {
    Random random = new Random(seed);
    float[] rows = new float[count * TestJobs.FEATURES];
    for (int row = 0; row < count; row++) {
      float sign = random.nextBoolean() ? 1 : -1;
      Arrays.fill(rows, row * TestJobs.FEATURES, (row + 1) * TestJobs.FEATURES, sign);
    }
    return rows;
  }

  private static float[] random(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** A model that learning can start from: its autoencoder is ready. */
  public List<ModelPart> publication(long attempt, int version) {
    Trainer trainer = new Trainer(settings.learner(), new Model(settings.learner()));
    int batch = settings.learner().training().batch();
    for (int step = 0; step < version; step++) {
      trainer.add(embeddingSum(batch, 31 * attempt + step), step);
      trainer.stepEmbedding();
    }
    for (long seed = attempt; !trainer.ready(); seed++) {
      trainer.observe(observations(16, seed), 16);
    }
    return new ModelPublisher(attempt).publish(trainer);
  }
}
