package dev.reinstate.settings;

import dev.reinstate.memory.Precision;
import java.io.Serializable;

/**
 * @param embeddingHidden units of the embedding network's hidden layers
 * @param embeddingSize d, numbers of an embedding
 * @param embeddingPrecision how stored embeddings are kept
 * @param codeHidden units of the encoder's hidden layers; the decoder mirrors them
 * @param codeSize c, numbers of a code
 * @param codePrecision how stored codes are kept
 * @param files networks that users made elsewhere
 */
public record NetworkSettings(
    int[] embeddingHidden,
    int embeddingSize,
    Precision embeddingPrecision,
    int[] codeHidden,
    int codeSize,
    Precision codePrecision,
    NetworkFiles files)
    implements Serializable {}
