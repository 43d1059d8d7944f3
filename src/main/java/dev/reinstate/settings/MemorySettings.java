package dev.reinstate.settings;

import dev.reinstate.compute.Similarity;
import dev.reinstate.memory.Eviction;
import java.io.Serializable;

/**
 * @param capacity memories a key keeps, at least 2; pending ones come on top
 * @param k memories a read takes, 2 to capacity
 * @param similarity what reads go by
 * @param temperature softmax temperature τ, above 0
 * @param epsilon share of the prior in a class prediction, in (0, 1)
 * @param codecAtWrite whether the embedding network sees dec(enc(x)) at write and query time too
 * @param refresh when stored embeddings are refreshed
 * @param sweepPerBatch memories that a sweep looks at, at most
 * @param sweepIdle event time after which a key that was not read is not swept
 * @param eviction which memory gives way to a new one
 * @param expireAfter event time after which a memory is no longer readable
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
