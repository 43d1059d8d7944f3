/**
 * A key while its events are processed, and its key group: memories, traces and held feedback
 * together, what falls due and when, and totals.
 *
 * <p>Imports {@code credit.outcome}, {@code event}, {@code format}, {@code memory}, {@code
 * settings}, {@code state}.
 */
package dev.reinstate.state.session;
