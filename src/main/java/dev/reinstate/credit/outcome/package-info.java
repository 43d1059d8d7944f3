/**
 * What the values of memories mean for a target: the loss of a prediction, and its gradients. One
 * outcome for each kind of target.
 *
 * <p>Imports {@code compute}.
 */
package dev.reinstate.credit.outcome;
