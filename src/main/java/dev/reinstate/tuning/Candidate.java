package dev.reinstate.tuning;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Settings that are tried.
 *
 * @param changes values by the keys of the settings that differ from those that the search starts
 *     from
 */
public record Candidate(Map<String, String> changes) {

  /** What the search starts from: nothing is changed. */
  public static final Candidate BASE = new Candidate(Map.of());

  /** All settings, the changed ones in place of those that the search starts from. */
  Map<String, String> over(Map<String, String> base) {
    Map<String, String> settings = new LinkedHashMap<>(base);
    settings.putAll(changes);
    return settings;
  }

  /** The changes as {@code --set} takes them, separated by spaces; empty where there are none. */
  public String text() {
    return changes.entrySet().stream()
        .map(change -> change.getKey() + "=" + change.getValue())
        .collect(Collectors.joining(" "));
  }
}
