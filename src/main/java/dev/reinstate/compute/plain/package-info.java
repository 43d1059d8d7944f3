/**
 * Networks in plain Java, with vectors where the JVM has {@code jdk.incubator.vector}. Found as an
 * engine; nothing imports it.
 *
 * <p>Imports {@code compute}.
 */
@NullMarked
package dev.reinstate.compute.plain;

import org.jspecify.annotations.NullMarked;
