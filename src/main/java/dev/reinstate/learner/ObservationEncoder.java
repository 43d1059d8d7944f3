package dev.reinstate.learner;

import dev.reinstate.event.Observation;
import dev.reinstate.model.Codec;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import java.util.List;

/**
 * The first stage: codes and embeddings of all observations of a segment, a matrix product for each
 * layer. With codec-at-write the embedding network sees dec(enc(x)), as it will when feedback
 * comes, as soon as the autoencoder is good enough. Serves one thread.
 */
final class ObservationEncoder {
  private final LearnerSettings settings;
  private final Model model;
  private final Codec codec;
  private float[] raw = new float[0];
  private float[] inputs = new float[0];
  private byte[] codes = new byte[0];
  private final int codeSize;
  private float[] codeNumbers = new float[0];
  private float[] decoded = new float[0];
  private float[] embeddings = new float[0];

  ObservationEncoder(LearnerSettings settings, Model model, Codec codec) {
    this.settings = settings;
    this.model = model;
    this.codec = codec;
    codeSize = settings.readForm().codeSize();
  }

  /**
   * Encodes observations.
   *
   * @return a row for each, in their order; the encoder owns the arrays and changes them when it
   *     encodes again
   */
  EncodedObservations encode(List<Observation> observations) {
    int rows = observations.size();
    int size = settings.inputSize();
    reserve(rows);
    int features = settings.observationSize();
    for (int row = 0; row < rows; row++) {
      System.arraycopy(observations.get(row).features(), 0, raw, row * features, features);
      model.standardiser().apply(raw, row * features, inputs, row * size);
    }
    codec.encode(raw, inputs, rows, codes);
    if (codeSize > 0) {
      for (int row = 0; row < rows; row++) {
        codec.read(codes, row * codec.codeBytes(), codeNumbers, row * codeSize);
      }
    }
    float[] input = inputs;
    if (settings.memory().codecAtWrite() && model.ready()) {
      codec.decode(codes, rows, decoded);
      input = decoded;
    }
    model.embedding().forward(input, rows, embeddings);
    return new EncodedObservations(
        input,
        size,
        codes,
        codec.codeBytes(),
        codeNumbers,
        codeSize,
        embeddings,
        settings.embeddingSize(),
        settings.networks());
  }

  private void reserve(int rows) {
    if (inputs.length < rows * settings.inputSize()) {
      raw = new float[rows * settings.observationSize()];
      inputs = new float[rows * settings.inputSize()];
      codes = new byte[rows * codec.codeBytes()];
      codeNumbers = new float[rows * codeSize];
      decoded = new float[inputs.length];
      embeddings = new float[rows * settings.embeddingSize()];
    }
  }
}
