package dev.reinstate.stream.types;

import org.jspecify.annotations.Nullable;

/**
 * A record as a source hands it on: what it says, or the dead letter of a record that says nothing
 * this job can use. Exactly one of the two is null.
 *
 * @param <T> what the topic's records are
 */
public record SourceRecord<T>(@Nullable T value, @Nullable DeadLetter deadLetter) {

  public static <T> SourceRecord<T> of(T value) {
    return new SourceRecord<>(value, null);
  }

  public static <T> SourceRecord<T> malformed(DeadLetter deadLetter) {
    return new SourceRecord<>(null, deadLetter);
  }
}
