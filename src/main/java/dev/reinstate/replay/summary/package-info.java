/**
 * What a replay reports: scores, counts, costs and the digest.
 *
 * <p>Imports {@code compute}, {@code credit.gradient}, {@code evaluation}, {@code
 * evaluation.metric}, {@code event}, {@code format}, {@code memory}, {@code model}, {@code
 * settings}, {@code state}.
 */
package dev.reinstate.replay.summary;
