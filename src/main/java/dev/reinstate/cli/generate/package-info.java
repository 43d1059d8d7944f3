/**
 * {@code reinstate generate}, a class for each task.
 *
 * <p>Imports {@code cli.option}, {@code recording.file}, {@code recording.generate}, {@code
 * recording.generate.payments}, {@code recording.generate.stream}, {@code recording.table}.
 */
package dev.reinstate.cli.generate;
