package dev.reinstate.recording.table.suggest;

import java.util.Locale;
import java.util.Set;

/** What people write where a number is missing. */
final class MissingWords {

  private static final Set<String> WORDS =
      Set.of(
          "na",
          "n/a",
          "#n/a",
          "nan",
          "null",
          "(null)",
          "none",
          "nil",
          "missing",
          "unknown",
          "undefined",
          "?",
          "-",
          "--",
          "---",
          ".",
          "\\n");

  /** Those that the import knows in a column of numbers. */
  private static final Set<String> KNOWN = Set.of("nan", "null");

  private MissingWords() {}

  static boolean has(String text) {
    return WORDS.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Whether the mapping must name it. */
  static boolean mustBeNamed(String text) {
    return !KNOWN.contains(text.toLowerCase(Locale.ROOT));
  }
}
