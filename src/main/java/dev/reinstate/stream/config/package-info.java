/**
 * From a job file to checked settings, and what is found to be wrong before a job starts.
 *
 * <p>Imports {@code compute}, {@code credit}, {@code memory}, {@code model}, {@code settings},
 * {@code training}.
 */
package dev.reinstate.stream.config;
