/**
 * Streams of events, one at a time: merged, cut, read ahead, out of order.
 *
 * <p>Imports {@code event}, {@code settings}.
 */
@NullMarked
package dev.reinstate.recording.stream;

import org.jspecify.annotations.NullMarked;
