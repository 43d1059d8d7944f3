/**
 * What is kept of a key, entry by entry, and how each is written to bytes. Whether on the heap or
 * in Flink, all of it goes through {@link dev.reinstate.state.KeyedState}.
 *
 * <p>Imports {@code credit}, {@code credit.outcome}, {@code event}, {@code format}, {@code memory}.
 */
package dev.reinstate.state;
