package dev.reinstate.stream.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.GlobalConfiguration;

/** Settings whose values no message, log, summary or report may show. */
public final class Secrets {

  /** What is shown in the place of a value. */
  public static final String NOT_SHOWN = "(not shown)";

  private Secrets() {}

  /**
   * Whether a setting may hold a secret: all that Kafka's clients are given, and what Flink takes
   * to be one, such as passwords and tokens, under whatever name it was mistyped.
   */
  public static boolean isSecret(String key) {
    return key.startsWith(JobOptions.KAFKA_PROPERTIES) || GlobalConfiguration.isSensitive(key);
  }

  /** The same settings without the values of secret ones. */
  public static Map<String, Object> hidden(Map<String, String> settings) {
    Map<String, Object> hidden = new LinkedHashMap<>(settings);
    hidden.replaceAll((key, value) -> isSecret(key) ? NOT_SHOWN : value);
    return hidden;
  }

  /**
   * How a message quotes what should have been a key or an assignment: as far as it can be a key.
   * What comes after it may be a value.
   */
  public static String quoted(String text) {
    String key = text.strip().split("[^\\w.\\-]", 2)[0];
    return key.length() < text.strip().length() ? "'" + key + "…'" : "'" + key + "'";
  }
}
