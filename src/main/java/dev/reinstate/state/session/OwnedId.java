package dev.reinstate.state.session;

/**
 * What a memory of a named space is of. It is called by both, with a character between them that
 * neither has.
 *
 * @param owner key of the observation
 * @param observationId the observation
 */
public record OwnedId(String owner, String observationId) {

  private static final char SEPARATOR = '\0';

  String memoryId() {
    return owner + SEPARATOR + observationId;
  }

  /** Reads what a memory is called. */
  public static OwnedId of(String memoryId) {
    int end = memoryId.indexOf(SEPARATOR);
    return new OwnedId(memoryId.substring(0, end), memoryId.substring(end + 1));
  }

  /** The observation alone. */
  static String observationId(String memoryId) {
    return memoryId.substring(memoryId.indexOf(SEPARATOR) + 1);
  }
}
