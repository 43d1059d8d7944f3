/**
 * Streams of events, one at a time: merged, cut, read ahead, out of order.
 *
 * <p>Imports {@code event}, {@code settings}.
 */
package dev.reinstate.recording.stream;
