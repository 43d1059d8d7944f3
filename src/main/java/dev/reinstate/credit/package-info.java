/**
 * Reads and credit: what one feedback means for the memories that a prediction read. Knows no
 * Flink.
 *
 * <p>Imports {@code compute}, {@code credit.outcome}.
 *
 * <p>What a class computes it returns, or writes to arrays of the caller; what it keeps between two
 * calls is scratch space.
 *
 * <p>The method is that of Hansen (2017), Long Timescale Credit Assignment in Neural Networks with
 * External Memory, arXiv:1701.03866. Throughout, s is a score, a an attention weight, v a value, p
 * a mixture of values, p̃ the mixture smoothed by the prior π, y the target and L the loss.
 */
@NullMarked
package dev.reinstate.credit;

import org.jspecify.annotations.NullMarked;
