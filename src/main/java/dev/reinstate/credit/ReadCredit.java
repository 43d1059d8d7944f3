package dev.reinstate.credit;

import dev.reinstate.credit.outcome.Outcome;

/**
 * What a target says of each memory of a read.
 *
 * @param loss L of the read, see {@link Outcome#loss}
 * @param credits by memory −Σ_h a_hi (u_hi − ū_h), with ū_h the mean of u over the head's weights,
 *     its null slot's included: to first order, what −L gains per unit of the memory's logit. The
 *     credits of a read sum to 0 together with those of its null slots
 * @param leaveOneOut by memory the loss of the read without it, renormalised (for an only memory,
 *     of the empty read), less L
 */
public record ReadCredit(double loss, double[] credits, double[] leaveOneOut) {}
