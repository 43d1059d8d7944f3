package dev.reinstate.replay.summary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.reinstate.evaluation.Comparison;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What replay and demo print with {@code --json}. The names are a contract that scripts read; what
 * does not apply is null, never 0.
 *
 * @param runs one entry for each setting
 * @param comparison how they differ, or null where nothing was compared
 * @param sweep the settings of a sweep, the best first, or null where there was none
 */
public record Summary(
    List<RunSummary> runs, @Nullable Comparison comparison, @Nullable List<SweepRow> sweep) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Of one run, compared with nothing. */
  public static Summary of(RunSummary run) {
    return new Summary(List.of(run), null, null);
  }

  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a summary is plain records", e);
    }
  }
}
