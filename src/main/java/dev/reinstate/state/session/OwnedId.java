package dev.reinstate.state.session;

import dev.reinstate.event.EventLimits;

/**
 * What a memory of a named space is of. It is called by both, with a character between them that
 * neither has.
 *
 * @param owner key of the observation
 * @param observationId the observation
 */
public record OwnedId(String owner, String observationId) {

  String memoryId() {
    return owner + EventLimits.JOINT + observationId;
  }

  /** Reads what a memory is called. */
  public static OwnedId of(String memoryId) {
    return new OwnedId(owner(memoryId), observationId(memoryId));
  }

  /** The owner alone. */
  static String owner(String memoryId) {
    return memoryId.substring(0, memoryId.indexOf(EventLimits.JOINT));
  }

  /** The observation alone. */
  static String observationId(String memoryId) {
    return memoryId.substring(memoryId.indexOf(EventLimits.JOINT) + 1);
  }
}
