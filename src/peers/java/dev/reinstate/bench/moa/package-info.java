/**
 * Learners of MOA as peers of Reinstate. MOA is under the GPL: this package is built by the Maven
 * profile {@code peers} only, into a folder of its own, and is part of nothing that is handed on.
 */
package dev.reinstate.bench.moa;
