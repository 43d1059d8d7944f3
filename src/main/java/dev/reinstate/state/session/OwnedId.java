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
    int end = memoryId.indexOf(EventLimits.JOINT);
    return new OwnedId(memoryId.substring(0, end), memoryId.substring(end + 1));
  }

  /** The observation alone. */
  static String observationId(String memoryId) {
    return memoryId.substring(memoryId.indexOf(EventLimits.JOINT) + 1);
  }
}
