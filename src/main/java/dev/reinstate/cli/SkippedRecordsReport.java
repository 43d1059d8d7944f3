package dev.reinstate.cli;

import dev.reinstate.recording.Recording;
import dev.reinstate.recording.SkippedRecords;
import java.io.PrintWriter;
import java.util.Locale;

/** Says what a command has left out, and why. */
final class SkippedRecordsReport {

  private SkippedRecordsReport() {}

  /** Of a recording, as far as it was read. */
  static void print(Recording recording, PrintWriter err) {
    print("%,d observations left out, which a job refuses", recording.malformedObservations(), err);
    print("%,d feedbacks left out, which a job refuses", recording.malformedFeedback(), err);
  }

  /**
   * Prints nothing where nothing was left out.
   *
   * @param heading a format of their number
   */
  static void print(String heading, SkippedRecords leftOut, PrintWriter err) {
    if (leftOut.count() == 0) {
      return;
    }
    err.printf(Locale.ROOT, heading + ":%n", leftOut.count());
    leftOut.reasons().forEach(reason -> err.println("  " + reason));
    if (leftOut.count() > leftOut.reasons().size()) {
      err.println("  …");
    }
    err.flush();
  }
}
