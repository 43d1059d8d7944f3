/**
 * {@code reinstate generate}, a class for each task.
 *
 * <p>Imports {@code cli.option}, {@code recording.generate}.
 */
package dev.reinstate.cli.generate;
