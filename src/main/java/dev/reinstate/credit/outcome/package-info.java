/**
 * What the values of memories mean for a target: the loss of a prediction, and its gradients. One
 * outcome for each kind of target.
 *
 * <p>Imports {@code compute}.
 */
@NullMarked
package dev.reinstate.credit.outcome;

import org.jspecify.annotations.NullMarked;
