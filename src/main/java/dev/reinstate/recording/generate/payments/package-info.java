/**
 * A made-up stream of payments, whose frauds no single key gives away.
 *
 * <p>Imports {@code event}, {@code recording}, {@code recording.generate}.
 */
@NullMarked
package dev.reinstate.recording.generate.payments;

import org.jspecify.annotations.NullMarked;
