package dev.reinstate.event;

/**
 * A request to delete for good. It is obeyed when it comes, whatever its time.
 *
 * @param key the key; not empty
 * @param observationId the memory to delete; null: all of the key
 * @param time when it was asked for, milliseconds since the epoch
 */
public record Forget(String key, String observationId, long time) implements Event {

  /** Whether it is about all of the key. */
  public boolean isWholeKey() {
    return observationId == null;
  }

  /** Whether it is about what an event of the same key says. */
  public boolean covers(Event event) {
    return isWholeKey() || observationId.equals(event.observationId());
  }
}
