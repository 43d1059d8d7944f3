package dev.reinstate.learner;

/**
 * Text from outside as errors and logs show it: whole where it is short, else its beginning and how
 * long it was. So no message outgrows what state, a message's headers or a log line can hold.
 */
public final class Excerpt {

  /** Characters of an id, a key or a name that are shown. */
  static final int ID = 80;

  /** Characters of an error's text that are kept. */
  static final int MESSAGE = 2000;

  private Excerpt() {}

  /** Of an id, a key or a name within a message, so that the rest of the message is still seen. */
  public static String ofId(String id) {
    return of(id, ID);
  }

  /** Of a whole message; at most 6 bytes a character, some 12 kB, however it is encoded. */
  public static String ofMessage(String message) {
    return of(message, MESSAGE);
  }

  private static String of(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return "%s… (%,d characters)".formatted(text.substring(0, end), text.length());
  }
}
