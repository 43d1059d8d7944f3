/**
 * Keyed state on the heap before another state, in a bounded number of bytes.
 *
 * <p>Imports {@code memory}, {@code state}.
 */
package dev.reinstate.state.cache;
