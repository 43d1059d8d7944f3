package dev.reinstate.replay.report;

import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.replay.summary.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The report of some runs: an HTML page, and beside it summary.json and summary.md. */
public final class Report {

  private final RecordingInfo recording;
  private final Summary summary;
  private final List<RunLog> logs;
  private final long[] delays;

  /**
   * @param recording that was replayed
   * @param summary with a comparison
   * @param logs of its runs, in their order
   * @param delays of the scored feedback of the first run, milliseconds
   */
  public Report(RecordingInfo recording, Summary summary, List<RunLog> logs, long[] delays) {
    this.recording = recording;
    this.summary = summary;
    this.logs = logs;
    this.delays = delays;
  }

  /** Whether what draws the plots is there; the job's jar leaves it out. */
  public static boolean isAvailable() {
    return ReportPage.hasLibrary();
  }

  /** Writes the three files. */
  public void write(Path page) throws IOException {
    Files.writeString(page, ReportPage.of(recording, summary, logs, delays));
    Files.writeString(page.resolveSibling("summary.json"), summary.toJson());
    Files.writeString(page.resolveSibling("summary.md"), SummaryMarkdown.of(recording, summary));
  }
}
