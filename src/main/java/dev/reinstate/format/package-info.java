/**
 * What everything that is written as bytes has in common: numbers of formats, lists whose length is
 * not trusted, arrays of numbers, hashes.
 *
 * <p>Imports no other package of this project.
 */
@NullMarked
package dev.reinstate.format;

import org.jspecify.annotations.NullMarked;
