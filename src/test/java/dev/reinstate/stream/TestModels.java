package dev.reinstate.stream;

import dev.reinstate.learner.AutoencoderSum;
import dev.reinstate.learner.GradientSum;
import dev.reinstate.learner.Model;
import dev.reinstate.learner.ModelPart;
import dev.reinstate.learner.ModelPublisher;
import dev.reinstate.learner.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Gradients out of nowhere, and the models that they lead to. */
final class TestModels {

  private final JobSettings settings;
  private final int embeddingParameters;
  private final int autoencoderParameters;

  TestModels(JobSettings settings) {
    this.settings = settings;
    Model model = new Model(settings.learner());
    embeddingParameters = model.embedding().parameterCount();
    autoencoderParameters = model.autoencoder().parameterCount();
  }

  /** A random gradient that counts as so many feedbacks. */
  GradientSum embeddingSum(int count, long seed) {
    return new GradientSum(random(embeddingParameters, seed), count);
  }

  GradientSum embeddingSum(int count, float everywhere) {
    float[] gradient = new float[embeddingParameters];
    Arrays.fill(gradient, everywhere);
    return new GradientSum(gradient, count);
  }

  /** A random gradient that counts as so many observations, of an autoencoder that does well. */
  AutoencoderSum autoencoderSum(int count, long seed) {
    double[] moments = new double[TestJobs.FEATURES + 2];
    moments[TestJobs.FEATURES] = 100.0 * count;
    moments[TestJobs.FEATURES + 1] = count;
    return new AutoencoderSum(new GradientSum(random(autoencoderParameters, seed), count), moments);
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
  List<ModelPart> publication(long attempt, int version) {
    Trainer trainer = new Trainer(settings.learner(), new Model(settings.learner()));
    int batch = settings.learner().training().batch();
    for (int step = 0; step < version; step++) {
      trainer.add(embeddingSum(batch, 31 * attempt + step), step);
      trainer.stepEmbedding();
    }
    trainer.add(autoencoderSum(settings.learner().training().autoencoderBatch(), attempt), 0);
    trainer.stepAutoencoder();
    return new ModelPublisher(attempt).publish(trainer);
  }
}
