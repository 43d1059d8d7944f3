package dev.reinstate.stream.types;

import dev.reinstate.event.Excerpt;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be used, as it goes to the dead letters.
 *
 * @param topic where it was read
 * @param partition its partition
 * @param offset its offset
 * @param key the message key's bytes, or null
 * @param value the value's bytes, or null
 * @param reason malformed, or the label of a {@link dev.reinstate.event.Rejection}
 * @param error what was wrong and what was expected; cut where it is long
 */
public record DeadLetter(
    String topic,
    int partition,
    long offset,
    byte @Nullable [] key,
    byte @Nullable [] value,
    String reason,
    String error) {

  public static final String MALFORMED = "malformed";

  public DeadLetter {
    error = Excerpt.ofMessage(error);
  }
}
