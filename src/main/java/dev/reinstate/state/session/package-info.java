/**
 * A key while it is worked on, and the group that it belongs to: its memories, traces and held
 * feedback as one, when something of it falls due, and how much of everything there is.
 *
 * <p>Imports {@code credit}, {@code event}, {@code memory}, {@code settings}, {@code state}.
 */
package dev.reinstate.state.session;
