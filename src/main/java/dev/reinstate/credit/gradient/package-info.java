/**
 * The credit modes: where the gradient of the embedding network comes from.
 *
 * <p>Imports {@code credit}.
 */
@NullMarked
package dev.reinstate.credit.gradient;

import org.jspecify.annotations.NullMarked;
