/**
 * Networks, their parameters and their optimiser: rows in, rows out, gradients back. Knows nothing
 * of memories.
 */
package dev.reinstate.compute;
