/**
 * Reads a job file into checked settings, and checks them before a job starts.
 *
 * <p>Imports {@code compute}, {@code credit.gradient}, {@code credit.outcome}, {@code memory},
 * {@code model}, {@code settings}, {@code training}.
 */
@NullMarked
package dev.reinstate.stream.config;

import org.jspecify.annotations.NullMarked;
