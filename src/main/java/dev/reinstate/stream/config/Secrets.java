package dev.reinstate.stream.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.GlobalConfiguration;

/** Settings whose values must not appear in any message, log, summary or report. */
public final class Secrets {

  /** Shown in place of a value. */
  public static final String NOT_SHOWN = "(not shown)";

  /** With what may come before it: {@code --set=key=value}. */
  private static final Pattern ASSIGNMENT = Pattern.compile("(?s)((?:--[\\w-]+=)?)([^=]+)=.*");

  /** One that a shell takes without quotes. */
  private static final Pattern PLAIN_WORD = Pattern.compile("[\\w./=:,@%+-]+");

  private Secrets() {}

  /**
   * Whether a setting may hold a secret: all properties of Kafka's clients, and every key that
   * Flink considers sensitive because it contains a word such as password or token, even if it is
   * no known setting.
   */
  public static boolean isSecret(String key) {
    return key.startsWith(JobOptions.KAFKA_PROPERTIES) || GlobalConfiguration.isSensitive(key);
  }

  /** The same settings, without the values of secret ones. */
  public static Map<String, Object> hidden(Map<String, String> settings) {
    Map<String, Object> hidden = new LinkedHashMap<>(settings);
    hidden.replaceAll((key, value) -> isSecret(key) ? NOT_SHOWN : value);
    return hidden;
  }

  /**
   * Quotes what should have been a key or an assignment, up to the first character that no key has:
   * what follows may be a secret value.
   */
  public static String quoted(String text) {
    String key = text.strip().split("[^\\w.\\-]", 2)[0];
    return key.length() < text.strip().length() ? "'" + key + "…'" : "'" + key + "'";
  }

  /**
   * A command line for people, without the values of secret settings.
   *
   * @param words as they were given, such as {@code --set} and {@code key=value}
   */
  public static String hiddenInCommand(List<String> words) {
    return words.stream().map(Secrets::hiddenInWord).collect(Collectors.joining(" "));
  }

  private static String hiddenInWord(String word) {
    Matcher assignment = ASSIGNMENT.matcher(word);
    if (assignment.matches() && isSecret(assignment.group(2).strip())) {
      return assignment.group(1) + assignment.group(2).strip() + "=" + NOT_SHOWN;
    }
    return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
