package dev.reinstate.memory;

/**
 * A vector in the bytes that a {@link Precision} gives it.
 *
 * @param scale of the bytes, where the precision has one
 */
public record StoredVector(byte[] bytes, float scale) {}
