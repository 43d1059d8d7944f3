/**
 * Recordings, generators of recordings, baselines, metrics and the plain engine that replays a
 * recording.
 */
package dev.reinstate.replay;
