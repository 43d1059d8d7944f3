/**
 * The networks of a job as memories use them: codes, embeddings and the parameters of the read,
 * with their versions, and the parts in which newer ones arrive. How they learn is in {@code
 * training}.
 *
 * <p>Imports {@code compute}, {@code credit}, {@code credit.gradient}, {@code credit.outcome},
 * {@code event}, {@code format}, {@code memory}, {@code settings}.
 */
@NullMarked
package dev.reinstate.model;

import org.jspecify.annotations.NullMarked;
