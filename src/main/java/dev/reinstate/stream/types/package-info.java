/**
 * What travels between operators or is kept in Flink's state, and its bytes.
 *
 * <p>Imports {@code event}, {@code format}, {@code memory}, {@code model}, {@code state}, {@code
 * training}.
 */
package dev.reinstate.stream.types;
