/**
 * Networks, their parameters and their optimisers: rows in, rows out, gradients back. Knows nothing
 * of memories. Engines are found by {@link java.util.ServiceLoader}; the packages below hold one
 * each.
 *
 * <p>Imports {@code format}.
 */
@NullMarked
package dev.reinstate.compute;

import org.jspecify.annotations.NullMarked;
