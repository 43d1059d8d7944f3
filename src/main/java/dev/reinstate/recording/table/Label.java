package dev.reinstate.recording.table;

import dev.reinstate.credit.outcome.Target;
import java.util.List;

/** How a cell becomes the target of a feedback. */
interface Label {

  Target kind();

  /** Number of classes; 0 unless the kind is a class. */
  int classes();

  /**
   * @param cell not missing
   */
  double of(Cell cell) throws BadRowException;

  /** Maximum number of classes. */
  int MAX_CLASSES = 1 << 16;

  /** Reads how the target is made. */
  static Label of(Section section) {
    Target kind = section.choice("as", Target.class);
    if (kind != Target.CLASS) {
      return new Number(kind);
    }
    return switch (section.oneOf("classes", "names", "above")) {
      case "classes" -> new ClassNumber(section.whole("classes", 2, MAX_CLASSES));
      case "names" -> new ClassName(atLeastTwo(section));
      default -> new Above(section.ascending("above"));
    };
  }

  private static List<String> atLeastTwo(Section section) {
    List<String> names = section.texts("names");
    if (names.size() < 2) {
      throw section.wrong("names", "at least two names");
    }
    return names;
  }

  /** A value or a reward. */
  record Number(Target kind) implements Label {

    @Override
    public int classes() {
      return 0;
    }

    @Override
    public double of(Cell cell) throws BadRowException {
      return cell.number();
    }
  }

  /** The cell is the class, a whole number from 0. */
  record ClassNumber(int classes) implements Label {

    @Override
    public Target kind() {
      return Target.CLASS;
    }

    @Override
    public double of(Cell cell) throws BadRowException {
      double label = cell.number();
      if (label < 0 || label >= classes || label != Math.rint(label)) {
        throw cell.wrong("a whole number from 0 to %d".formatted(classes - 1));
      }
      return label;
    }
  }

  /** The cell is a name; its place in the list is the class. */
  record ClassName(List<String> names) implements Label {

    @Override
    public Target kind() {
      return Target.CLASS;
    }

    @Override
    public int classes() {
      return names.size();
    }

    @Override
    public double of(Cell cell) throws BadRowException {
      int label = names.indexOf(cell.text());
      if (label < 0) {
        throw cell.wrong(String.join(", ", names));
      }
      return label;
    }
  }

  /** The class is how many of the limits the number is above. */
  record Above(double[] limits) implements Label {

    @Override
    public Target kind() {
      return Target.CLASS;
    }

    @Override
    public int classes() {
      return limits.length + 1;
    }

    @Override
    public double of(Cell cell) throws BadRowException {
      double number = cell.number();
      int label = 0;
      while (label < limits.length && number > limits[label]) {
        label++;
      }
      return label;
    }
  }
}
