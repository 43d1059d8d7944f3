package dev.reinstate.recording.table;

/**
 * What a row has in a column.
 *
 * @param line of the row in its file, from 1
 * @param text stripped; empty where there is nothing
 * @param missing whether the text says that there is nothing
 */
public record Cell(long line, String column, String text, boolean missing) {

  Cell(long line, String column, String text) {
    this(line, column, text, text.isEmpty());
  }

  /** The same, which is missing if its text is one of some. */
  Cell knowing(MissingTexts texts) {
    return missing || !texts.has(text) ? this : new Cell(line, column, text, true);
  }

  /** The text, which must not be missing. */
  String required() throws BadRowException {
    if (missing) {
      throw wrong("anything but nothing");
    }
    return text;
  }

  /** The number that it holds; NaN where it is missing, or says null or NaN. */
  double numberOrNan() throws BadRowException {
    boolean none = missing || text.equalsIgnoreCase("nan") || text.equalsIgnoreCase("null");
    return none ? Double.NaN : number();
  }

  double number() throws BadRowException {
    try {
      double number = missing ? Double.NaN : Double.parseDouble(text);
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
