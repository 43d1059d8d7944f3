package dev.reinstate.learner;

import dev.reinstate.learner.memories.ReadMaker;
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
 * @param embeddingSize numbers of an embedding, which has a part for each space
 */
record EncodedObservations(
    float[] input,
    int inputSize,
    byte[] codes,
    int codeBytes,
    float[] codeNumbers,
    int codeSize,
    float[] embeddings,
    int embeddingSize,
    NetworkSettings networks) {

  /** A row, to be read with. */
  ReadMaker.Row row(int row) {
    return new ReadMaker.Row(
        embeddings, row * embeddingSize, codeNumbers, row * codeSize, input, row * inputSize);
  }

  /** The embeddings of a row, as they are stored, one for each space. */
  StoredVector[] storedEmbeddings(int row) {
    int part = networks.embeddingSize();
    StoredVector[] stored = new StoredVector[embeddingSize / part];
    for (int space = 0; space < stored.length; space++) {
      stored[space] =
          networks.embeddingPrecision().store(embeddings, row * embeddingSize + space * part, part);
    }
    return stored;
  }

  /** A copy of the code of a row. */
  byte[] code(int row) {
    return Arrays.copyOfRange(codes, row * codeBytes, (row + 1) * codeBytes);
  }
}
