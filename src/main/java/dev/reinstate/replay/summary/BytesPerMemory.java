package dev.reinstate.replay.summary;

import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.NetworkSettings;

/**
 * What a memory costs and what it saves, in bytes.
 *
 * @param embedding the stored embedding
 * @param code the stored code
 * @param raw the observation's features, which are not kept
 * @param activations what back-propagation would have to keep, and does not
 */
public record BytesPerMemory(Long embedding, Long code, Long raw, Long activations) {

  /** What memories cost under the settings. */
  public static BytesPerMemory of(LearnerSettings settings) {
    NetworkSettings networks = settings.networks();
    long floats = settings.inputSize() + settings.embeddingSize();
    for (int hidden : networks.embeddingHidden()) {
      floats += hidden;
    }
    return new BytesPerMemory(
        (long) networks.embeddingPrecision().bytes(networks.embeddingSize()) + Float.BYTES,
        (long) settings.codeBytes(),
        (long) settings.observationSize() * Float.BYTES,
        floats * Float.BYTES);
  }
}
