/**
 * The credit modes: where the gradient of the embedding network comes from.
 *
 * <p>Imports {@code credit}.
 */
package dev.reinstate.credit.gradient;
