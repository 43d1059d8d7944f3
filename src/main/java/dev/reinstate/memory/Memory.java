package dev.reinstate.memory;

/**
 * A memory as it is written.
 *
 * @param id its observation's id
 * @param time event time of its observation
 * @param embedding f of the observation
 * @param version model version of the embedding
 * @param code code of the observation
 * @param value what feedback said
 */
public record Memory(
    String id, long time, StoredVector embedding, long version, byte[] code, double value) {}
