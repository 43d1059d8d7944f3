package dev.reinstate.recording.table.suggest;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts as YAML writes them in a line. */
final class Yaml {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z_\\d.-]*");

  /** YAML takes them for something else. */
  private static final Set<String> OTHER =
      Set.of("yes", "no", "on", "off", "true", "false", "null", "y", "n");

  private Yaml() {}

  /** A text, in quotes where it needs them. */
  static String text(String text) {
    if (PLAIN.matcher(text).matches() && !OTHER.contains(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
              } else if (c < ' ' || c >= 0x7F && c < 0xA0) {
                quoted.append("\\u%04x".formatted(c));
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append('"').toString();
  }

  static String list(List<String> texts) {
    return texts.stream().map(Yaml::text).collect(Collectors.joining(", ", "[", "]"));
  }
}
