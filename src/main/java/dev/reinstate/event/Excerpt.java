package dev.reinstate.event;

import java.util.regex.Pattern;

/**
 * Text from outside as errors and logs show it: whole where it is short, else its beginning and how
 * long it was. So no message outgrows what state, a message's headers or a log line can hold. Line
 * breaks and other control characters are written as such: nobody writes lines of a log by way of
 * an id.
 */
public final class Excerpt {

  /** Characters of an id, a key or a name that are shown. */
  static final int ID = 80;

  /** Characters of an error's text that are kept. */
  static final int MESSAGE = 2000;

  /** Control characters, and what is a line break to some. */
  private static final Pattern BREAKS =
      Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}\\u2028\\u2029]");

  private Excerpt() {}

  /** Of an id, a key or a name within a message, so that the rest of the message is still seen. */
  public static String ofId(String id) {
    return of(id, ID);
  }

  /** Of a whole message; at most 6 bytes a character, some 12 kB, however it is encoded. */
  public static String ofMessage(String message) {
    return of(message, MESSAGE);
  }

  private static String of(String text, int max) {
    String shown = printable(text.length() <= max ? text : text.substring(0, max));
    if (text.length() <= max && shown.length() <= max) {
      return shown;
    }
    int end = Math.min(max, shown.length());
    end -= Character.isHighSurrogate(shown.charAt(end - 1)) ? 1 : 0;
    return "%s… (%,d characters)".formatted(shown.substring(0, end), text.length());
  }

  private static String printable(String text) {
    return BREAKS
        .matcher(text)
        .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
  }
}
