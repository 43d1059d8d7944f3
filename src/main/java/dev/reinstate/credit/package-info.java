/**
 * Reads, losses, credit modes: what one feedback means for the memories that a prediction read.
 * Knows no Flink.
 */
package dev.reinstate.credit;
