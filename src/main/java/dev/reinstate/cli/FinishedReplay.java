package dev.reinstate.cli;

import dev.reinstate.cli.option.ReplaySetting;
import dev.reinstate.cli.option.SettingArguments;
import dev.reinstate.evaluation.Comparison;
import dev.reinstate.evaluation.ScoredSample;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.replay.report.Report;
import dev.reinstate.replay.report.RunLog;
import dev.reinstate.replay.summary.RunSummary;
import dev.reinstate.replay.summary.RunSummaryBuilder;
import dev.reinstate.replay.summary.Summary;
import dev.reinstate.replay.summary.SweepRow;
import dev.reinstate.stream.config.Secrets;
import dev.reinstate.training.SavedModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results of one replay, for the summary, comparisons and the report.
 *
 * @param recording as it was read
 * @param setting that it ran under
 * @param run its summary
 * @param sample its scored predictions, to compare them with those of other replays
 * @param learned the model at its end; null where the engine does not give it
 * @param log what a report shows beyond the summary; null where none is made
 */
record FinishedReplay(
    Recording recording,
    ReplaySetting setting,
    RunSummary run,
    ScoredSample sample,
    @Nullable SavedModel learned,
    @Nullable RunLog log) {

  static FinishedReplay of(
      Recording recording,
      ReplaySetting setting,
      RunSummaryBuilder run,
      @Nullable SavedModel learned,
      @Nullable RunLog log) {
    boolean first = setting.name().equals(SettingArguments.CURRENT);
    ScoredSample sample = run.sample();
    return new FinishedReplay(
        recording,
        setting,
        run.settings(Secrets.hidden(setting.given())).build(),
        first ? sample : sample.withoutBaselines(),
        learned,
        log);
  }

  /** The report of replays that have logs. */
  static Report report(RecordingInfo recording, Summary summary, List<FinishedReplay> replays) {
    return new Report(
        recording,
        summary,
        replays.stream().map(FinishedReplay::log).toList(),
        replays.get(0).sample().delays());
  }

  /**
   * The summary of replays of the same stream, the current one first.
   *
   * @param compared whether they are compared with each other and with the baselines
   */
  static Summary summary(List<FinishedReplay> replays, boolean compared) {
    List<RunSummary> runs = replays.stream().map(FinishedReplay::run).toList();
    Comparison comparison =
        compared ? Comparison.of(replays.stream().map(FinishedReplay::sample).toList()) : null;
    Map<String, Map<String, String>> swept = new LinkedHashMap<>();
    for (FinishedReplay replay : replays) {
      if (replay.setting().swept() != null) {
        swept.put(replay.setting().name(), replay.setting().swept());
      }
    }
    return new Summary(
        runs, comparison, swept.isEmpty() ? null : SweepRow.table(runs, swept, comparison));
  }
}
