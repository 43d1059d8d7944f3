package dev.reinstate.learner;

import dev.reinstate.event.Observation;
import dev.reinstate.memory.StoredVector;
import dev.reinstate.model.Codec;
import dev.reinstate.model.Features;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import java.util.Arrays;
import java.util.List;

/**
 * The first stage: codes and embeddings of all observations of a segment, a matrix product for each
 * layer. With codec-at-write the embedding network sees dec(enc(x)), as it will when feedback
 * comes, as soon as the autoencoder is good enough.
 */
final class ObservationEncoder {

  private final LearnerSettings settings;
  private final Model model;
  private final Codec codec;
  private float[] features = new float[0];
  private byte[] codes = new byte[0];
  private float[] seen = new float[0];
  private float[] embeddings = new float[0];
  private float[] input = features;
  private int rows;

  ObservationEncoder(LearnerSettings settings, Model model, Codec codec) {
    this.settings = settings;
    this.model = model;
    this.codec = codec;
  }

  void encode(List<Observation> observations) {
    rows = observations.size();
    int size = settings.observationSize();
    reserve();
    for (int row = 0; row < rows; row++) {
      Features.copy(observations.get(row).features(), features, row * size);
    }
    codec.encode(features, rows, codes);
    input = features;
    if (settings.memory().codecAtWrite() && model.ready()) {
      codec.decode(codes, rows, seen);
      input = seen;
    }
    model.embedding().forward(input, rows, embeddings);
  }

  private void reserve() {
    if (features.length < rows * settings.observationSize()) {
      features = new float[rows * settings.observationSize()];
      codes = new byte[rows * codec.codeBytes()];
      seen = new float[features.length];
      embeddings = new float[rows * settings.networks().embeddingSize()];
    }
  }

  int rows() {
    return rows;
  }

  /** The observations, row by row. */
  float[] features() {
    return features;
  }

  /** The observations as the embedding network saw them, row by row. */
  float[] input() {
    return input;
  }

  float[] embeddings() {
    return embeddings;
  }

  StoredVector storedEmbedding(int row) {
    int size = settings.networks().embeddingSize();
    return settings.networks().embeddingPrecision().store(embeddings, row * size, size);
  }

  byte[] code(int row) {
    int size = codec.codeBytes();
    return Arrays.copyOfRange(codes, row * size, (row + 1) * size);
  }
}
