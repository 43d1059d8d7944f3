package dev.reinstate.recording.table;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Texts of cells that are missing, beside empty ones: NA, ?, −999. Those that are numbers stand for
 * every way to write the number.
 */
final class MissingTexts {

  static final MissingTexts NONE = new MissingTexts(List.of());

  private final Set<String> texts;
  private final Set<Double> numbers = new TreeSet<>();

  MissingTexts(List<String> texts) {
    this.texts = Set.copyOf(texts);
    for (String text : texts) {
      double number = numberOf(text);
      if (!Double.isNaN(number)) {
        numbers.add(number);
      }
    }
  }

  boolean has(String text) {
    return texts.contains(text) || !numbers.isEmpty() && numbers.contains(numberOf(text));
  }

  /** The row, whose cells with one of the texts are missing. */
  Row in(Row row) {
    return texts.isEmpty() ? row : column -> row.cell(column).knowing(this);
  }

  private static double numberOf(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
