/**
 * What programs outside of this project may use, and what they may not. Any package may import it.
 *
 * <p>Imports no other package of this project.
 */
@NullMarked
package dev.reinstate.annotation;

import org.jspecify.annotations.NullMarked;
