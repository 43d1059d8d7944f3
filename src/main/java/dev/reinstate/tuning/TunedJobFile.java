package dev.reinstate.tuning;

import dev.reinstate.stream.config.JobFile;
import dev.reinstate.stream.config.Secrets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The job file that a search writes: its settings, and in a comment where they come from.
 *
 * @param recording name of the recording
 * @param date of the search
 * @param command that was given
 * @param space that was searched
 * @param base settings that the search started from
 * @param baseName what to call them
 * @param tuned what was found
 */
public record TunedJobFile(
    String recording,
    LocalDate date,
    String command,
    SearchSpace space,
    Map<String, String> base,
    String baseName,
    Tuned tuned) {

  /** All settings, those that were found among them. */
  public Map<String, String> settings() {
    return tuned.best().over(base);
  }

  /** Its text, in YAML. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
            comment("Settings for the recording '%s', found on %s by".formatted(recording, date)))
        .append(comment("  " + command))
        .append(comment(TunedText.of(tuned, baseName)))
        .append(comment("The space:"));
    for (SearchedSetting setting : space.settings()) {
      text.append(comment("  " + setting.text()));
    }
    List<String> secret = settings().keySet().stream().filter(Secrets::isSecret).toList();
    if (!secret.isEmpty()) {
      text.append(comment("Some settings may be secret: " + String.join(", ", secret)));
    }
    return text.append('\n').append(JobFile.text(settings())).toString();
  }

  private static String comment(String text) {
    return text.lines()
        .map(line -> ("# " + line.replaceAll("\\p{Cntrl}", " ")).stripTrailing() + "\n")
        .collect(Collectors.joining());
  }
}
