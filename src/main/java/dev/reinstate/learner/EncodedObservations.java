package dev.reinstate.learner;

import dev.reinstate.memory.StoredVector;
import dev.reinstate.settings.NetworkSettings;
import java.util.Arrays;

/**
 * Observations with their codes and embeddings, row by row. {@link ObservationEncoder} makes them
 * and owns the arrays.
 *
 * @param input observations as the embedding network saw them
 * @param inputSize numbers of an observation
 * @param codes codeBytes bytes a row
 * @param codeNumbers the numbers of the codes, codeSize a row, where a head compares codes
 * @param codeSize numbers of a code
 * @param embeddings embeddingSize numbers a row
 */
record EncodedObservations(
    float[] input,
    int inputSize,
    byte[] codes,
    int codeBytes,
    float[] codeNumbers,
    int codeSize,
    float[] embeddings,
    NetworkSettings networks) {

  /** Where a row of the input begins. */
  int inputFrom(int row) {
    return row * inputSize;
  }

  /** Where the numbers of a row's code begin. */
  int codeFrom(int row) {
    return row * codeSize;
  }

  /** Where a row of the embeddings begins. */
  int embeddingFrom(int row) {
    return row * networks.embeddingSize();
  }

  /** The embedding of a row, as it is stored. */
  StoredVector storedEmbedding(int row) {
    return networks
        .embeddingPrecision()
        .store(embeddings, embeddingFrom(row), networks.embeddingSize());
  }

  /** A copy of the code of a row. */
  byte[] code(int row) {
    return Arrays.copyOfRange(codes, row * codeBytes, (row + 1) * codeBytes);
  }
}
