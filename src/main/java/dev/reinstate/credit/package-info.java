/**
 * Reads, losses, credit modes: what one feedback means for the memories that a prediction read.
 * Knows no Flink.
 *
 * <p>Imports {@code compute}.
 */
package dev.reinstate.credit;
