package dev.reinstate.recording.table.suggest;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.regex.Pattern;

/** Texts that are numbers, to the import or to people alone. */
final class Numbers {

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?");
  private static final Pattern DECIMAL_COMMA =
      Pattern.compile("[-+]?(\\d+|\\d{1,3}(\\.\\d{3})+),\\d+");
  private static final Pattern GROUPED = Pattern.compile("[-+]?\\d{1,3}(,\\d{3})+(\\.\\d+)?");
  private static final Pattern WITH_SIGN =
      Pattern.compile("[-+]?\\p{Sc} ?[-+]?[\\d.,]*\\d|[-+]?\\d[\\d.,]* ?[%\\p{Sc}]");

  private static final double PERCENT = 100;
  private static final double SMALL = 0.001;
  private static final MathContext DIGITS = new MathContext(6);

  private Numbers() {}

  /** A share in percent, with a digit behind the point, or two digits where it is small. */
  static String percent(double share) {
    return String.format(Locale.ROOT, share < SMALL ? "%.2g %%" : "%.1f %%", PERCENT * share);
  }

  /** A number as people write it, in six digits. */
  static String rounded(double value) {
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    return Math.abs(rounded.scale()) < DIGITS.getPrecision()
        ? rounded.toPlainString()
        : rounded.toString();
  }

  /** Whether the import can read it, and it is finite. */
  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text));
  }

  /** Whether it is a number to people, and the import cannot read it. */
  static boolean isForeign(String text) {
    return DECIMAL_COMMA.matcher(text).matches()
        || GROUPED.matcher(text).matches()
        || WITH_SIGN.matcher(text).matches();
  }
}
