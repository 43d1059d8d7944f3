package dev.reinstate.learner;

import dev.reinstate.credit.Attention;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.memory.Neighbours;

/**
 * Makes reads: finds the memories of a key that are most similar to a query, and weighs them. Keeps
 * scratch space and serves one thread.
 */
final class MemoryReader {

  private final double temperature;
  private final Neighbours neighbours;
  private final double[] similarities;
  private final double[] weights;
  private final double[] values;

  MemoryReader(LearnerSettings.Memory settings) {
    temperature = settings.temperature();
    neighbours = new Neighbours(settings.k());
    similarities = new double[settings.k()];
    weights = new double[settings.k()];
    values = new double[settings.k()];
  }

  /** Reads all that is readable. */
  RecordedRead read(ExternalMemory memory, float[] query, int from) {
    memory.search(query, from, neighbours);
    return record(memory);
  }

  /** Reads memories of observations before an observation alone. */
  RecordedRead readBefore(
      ExternalMemory memory, float[] query, int from, long time, String observationId) {
    memory.searchBefore(time, observationId, query, from, neighbours);
    return record(memory);
  }

  /** Attention weights of the last read, which sum to 1. */
  double[] weights() {
    return weights;
  }

  /** Values of the memories of the last read. */
  double[] values() {
    return values;
  }

  private RecordedRead record(ExternalMemory memory) {
    int count = neighbours.count();
    RecordedRead read =
        new RecordedRead(
            new int[count],
            new String[count],
            new float[count],
            new double[count],
            new long[count]);
    for (int i = 0; i < count; i++) {
      similarities[i] = neighbours.similarity(i);
      int slot = neighbours.slot(i);
      values[i] = memory.value(slot);
      read.slots()[i] = slot;
      read.ids()[i] = memory.id(slot);
      read.values()[i] = values[i];
      read.times()[i] = memory.time(slot);
    }
    Attention.weights(similarities, count, temperature, weights);
    for (int i = 0; i < count; i++) {
      read.weights()[i] = (float) weights[i];
    }
    return read;
  }
}
