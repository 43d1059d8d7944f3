package dev.reinstate.settings;

import dev.reinstate.memory.Precision;
import java.io.Serializable;

/**
 * Sizes and precision of the embedding network and of the autoencoder.
 *
 * @param embeddingHidden sizes of the embedding network's hidden layers
 * @param embeddingSize d, the size of an embedding
 * @param embeddingPrecision precision of stored embeddings
 * @param codeKind what codes are
 * @param codeHidden sizes of the encoder's hidden layers; the decoder has them in reverse order
 * @param codeSize c, the size of a code; where codes are direct, the numbers of an input
 * @param codePrecision precision of stored codes
 * @param files custom networks
 */
public record NetworkSettings(
    int[] embeddingHidden,
    int embeddingSize,
    Precision embeddingPrecision,
    CodeKind codeKind,
    int[] codeHidden,
    int codeSize,
    Precision codePrecision,
    NetworkFiles files)
    implements Serializable {}
