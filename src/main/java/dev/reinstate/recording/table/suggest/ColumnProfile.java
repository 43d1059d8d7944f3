package dev.reinstate.recording.table.suggest;

import dev.reinstate.recording.table.NumberStatistics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the rows of a table have in one column; empty cells are not told. */
final class ColumnProfile {

  /** Share of the texts of a column of numbers that may be something else. */
  private static final double STRAY = 0.01;

  private static final int MAX_STRAYS = 8;

  /** Characters of a text that is read by people. */
  private static final double LONG = 40;

  private final String name;
  private final Words words;
  private final DistinctValues values = new DistinctValues();
  private final NumberStatistics numbers = new NumberStatistics();
  private final TimeProfile times = new TimeProfile();
  private final Set<String> missingWords = new LinkedHashSet<>();
  private final Set<String> strays = new LinkedHashSet<>();
  private long present;
  private long saysMissing;
  private long foreign;
  private String foreignExample = "";
  private long wholes;
  private boolean leadingZeros;
  private boolean increasing = true;
  private double last = Double.NEGATIVE_INFINITY;
  private long characters;

  ColumnProfile(String name) {
    this.name = name;
    words = Words.of(name);
  }

  /**
   * @param text not empty
   */
  void add(String text) {
    present++;
    values.add(text);
    characters += text.length();
    if (MissingWords.has(text)) {
      saysMissing++;
      keep(text, missingWords);
      return;
    }
    boolean isNumber = Numbers.isNumber(text);
    times.add(text, isNumber);
    if (isNumber) {
      addNumber(text);
    } else if (Numbers.isForeign(text)) {
      foreign++;
      foreignExample = text;
    } else {
      keep(text, strays);
    }
  }

  private void addNumber(String text) {
    double number = Double.parseDouble(text);
    numbers.add(number);
    wholes += number == Math.rint(number) ? 1 : 0;
    leadingZeros |= text.matches("0\\d+");
    increasing &= number > last;
    last = number;
  }

  private static void keep(String text, Set<String> texts) {
    if (texts.size() < MAX_STRAYS) {
      texts.add(text);
    }
  }

  String name() {
    return name;
  }

  Words words() {
    return words;
  }

  /** Cells that are not empty. */
  long present() {
    return present;
  }

  DistinctValues values() {
    return values;
  }

  NumberStatistics numbers() {
    return numbers;
  }

  /** Cells that are neither empty nor say that they are missing. */
  private long meaningful() {
    return present - saysMissing;
  }

  /** Whether it holds numbers, but for a few cells. */
  boolean isNumeric() {
    long others = meaningful() - numbers.count();
    return numbers.count() > 0 && others <= STRAY * numbers.count() && strays.size() < MAX_STRAYS;
  }

  /** Whether it holds numbers and they are whole. */
  boolean isWhole() {
    return isNumeric() && wholes == numbers.count();
  }

  /** Whether numbers begin with zeros, as codes do. */
  boolean hasLeadingZeros() {
    return leadingZeros;
  }

  /** Whether each number is larger than the one before. */
  boolean isIncreasing() {
    return isNumeric() && increasing;
  }

  /** Whether it holds numbers that the import cannot read, such as 12,50. */
  boolean isForeign() {
    return foreign > 0 && foreign + numbers.count() >= (1 - STRAY) * meaningful();
  }

  String foreignExample() {
    return foreignExample;
  }

  /** Of a column of numbers: texts that must be named for the import to take them for missing. */
  List<String> wordsToName() {
    Set<String> texts = new LinkedHashSet<>(missingWords);
    texts.addAll(strays);
    return texts.stream().filter(MissingWords::mustBeNamed).toList();
  }

  /** The formats of its times; none where it holds none, two where nobody can tell. */
  List<TimeProfile.Candidate> times() {
    return isForeign() ? List.of() : times.likely();
  }

  /** Whether it holds texts that people read. */
  boolean isProse() {
    return !isNumeric() && present > 0 && (double) characters / present > LONG;
  }
}
