package dev.reinstate.recording.table;

/**
 * What a row has in a column.
 *
 * @param line of the row in its file, from 1
 * @param text stripped; empty where there is nothing
 */
record Cell(long line, String column, String text) {

  boolean isEmpty() {
    return text.isEmpty();
  }

  /** The text, which must not be empty. */
  String required() throws BadRowException {
    if (isEmpty()) {
      throw wrong("anything but nothing");
    }
    return text;
  }

  double number() throws BadRowException {
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw wrong("a number");
  }

  BadRowException wrong(String allowed) {
    return new BadRowException(
        line, "%s is '%s', which is not allowed; allowed: %s".formatted(column, text, allowed));
  }
}
