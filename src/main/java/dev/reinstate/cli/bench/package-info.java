/**
 * {@code reinstate bench}, a class for each of its commands.
 *
 * <p>Imports {@code bench}, {@code bench.streams}, {@code cli.local}, {@code cli.option}, {@code
 * compute}, {@code credit.outcome}, {@code event}, {@code kafka}, {@code recording}, {@code
 * recording.file}, {@code recording.generate.stream}, {@code recording.table}, {@code replay},
 * {@code settings}, {@code stream}, {@code stream.config}.
 */
package dev.reinstate.cli.bench;
