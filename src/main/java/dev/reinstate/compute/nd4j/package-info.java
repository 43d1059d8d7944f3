/**
 * The engine {@code nd4j}: ND4J's matrix products on arrays that are allocated once, with OpenBLAS
 * on a CPU. Another back end of ND4J may take its place.
 *
 * <p>Imports {@code compute}.
 */
@NullMarked
package dev.reinstate.compute.nd4j;

import org.jspecify.annotations.NullMarked;
