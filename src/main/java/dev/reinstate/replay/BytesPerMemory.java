package dev.reinstate.replay;

/**
 * What a memory costs and what it saves, in bytes.
 *
 * @param embedding the stored embedding
 * @param code the stored code
 * @param raw the observation's features, which are not kept
 * @param activations what back-propagation would have to keep, and does not
 */
public record BytesPerMemory(Long embedding, Long code, Long raw, Long activations) {}
