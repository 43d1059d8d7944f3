package dev.reinstate.learner;

import dev.reinstate.memory.Codes;
import dev.reinstate.memory.StoredVector;
import java.util.List;

/**
 * The first stage: codes and embeddings of all observations of a segment, a matrix product for each
 * layer. With codec-at-write the embedding network sees dec(enc(x)), as it will when feedback
 * comes, as soon as the autoencoder is good enough.
 */
final class Perception {

  private final LearnerSettings settings;
  private final Model model;
  private float[] features = new float[0];
  private float[] codes = new float[0];
  private float[] seen = new float[0];
  private float[] embeddings = new float[0];
  private byte[][] quantised = new byte[0][];
  private int rows;

  Perception(LearnerSettings settings, Model model) {
    this.settings = settings;
    this.model = model;
  }

  void perceive(List<Observation> observations) {
    rows = observations.size();
    int size = settings.observationSize();
    int codeSize = settings.networks().codeSize();
    reserve();
    for (int row = 0; row < rows; row++) {
      System.arraycopy(observations.get(row).features(), 0, features, row * size, size);
    }
    model.autoencoder().encode(features, rows, codes);
    for (int row = 0; row < rows; row++) {
      quantised[row] = Codes.quantise(codes, row * codeSize, codeSize);
    }
    if (settings.memory().codecAtWrite() && model.ready()) {
      for (int row = 0; row < rows; row++) {
        Codes.restore(quantised[row], 0, codeSize, codes, row * codeSize);
      }
      model.autoencoder().decode(codes, rows, seen);
      model.embedding().forward(seen, rows, embeddings);
    } else {
      model.embedding().forward(features, rows, embeddings);
    }
  }

  private void reserve() {
    if (quantised.length < rows) {
      features = new float[rows * settings.observationSize()];
      codes = new float[rows * settings.networks().codeSize()];
      seen = new float[features.length];
      embeddings = new float[rows * settings.networks().embeddingSize()];
      quantised = new byte[rows][];
    }
  }

  int rows() {
    return rows;
  }

  /** The observations as they came, row by row. */
  float[] features() {
    return features;
  }

  float[] embeddings() {
    return embeddings;
  }

  StoredVector storedEmbedding(int row) {
    int size = settings.networks().embeddingSize();
    return settings.networks().embeddingPrecision().store(embeddings, row * size, size);
  }

  byte[] code(int row) {
    return quantised[row];
  }
}
