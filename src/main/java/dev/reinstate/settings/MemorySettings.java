package dev.reinstate.settings;

import dev.reinstate.compute.Similarity;
import dev.reinstate.memory.Eviction;
import java.io.Serializable;

/**
 * How memories are stored, read, refreshed and evicted.
 *
 * @param capacity maximum number of memories of a key, at least 2, not counting pending ones
 * @param k number of memories that a read attends to, from 2 to capacity
 * @param similarity of a query and a memory
 * @param temperature softmax temperature τ, above 0
 * @param epsilon weight of the prior in a class prediction, in (0, 1)
 * @param codecAtWrite whether the embedding network sees dec(enc(x)) at write and query time, too
 * @param refresh which stored embeddings are recomputed, and when
 * @param sweepPerBatch maximum number of memories that a sweep visits
 * @param sweepIdle event time without an observation after which a key is not swept
 * @param eviction which memory is evicted when a key is full
 * @param expireAfter event time after which a memory expires
 */
public record MemorySettings(
    int capacity,
    int k,
    Similarity similarity,
    double temperature,
    double epsilon,
    boolean codecAtWrite,
    RefreshPolicy refresh,
    int sweepPerBatch,
    long sweepIdle,
    Eviction eviction,
    long expireAfter)
    implements Serializable {}
