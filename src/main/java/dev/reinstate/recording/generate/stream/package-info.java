/**
 * Made-up streams that no setting was tuned to, each with a rule that is known.
 *
 * <p>Imports {@code credit.outcome}, {@code event}, {@code recording}, {@code recording.generate}.
 */
@NullMarked
package dev.reinstate.recording.generate.stream;

import org.jspecify.annotations.NullMarked;
