package dev.reinstate.memory;

import dev.reinstate.compute.Similarity;

/**
 * What the memories of every key are made of and how they are compared.
 *
 * @param dimension floats of an embedding
 * @param precision how embeddings are kept
 * @param similarity what reads go by
 * @param codeBytes bytes of a code
 * @param capacity memories that a key holds at most
 */
public record MemoryLayout(
    int dimension, Precision precision, Similarity similarity, int codeBytes, int capacity) {}
