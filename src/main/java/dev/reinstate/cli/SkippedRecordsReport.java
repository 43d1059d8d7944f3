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
    print("observations", recording.malformedObservations(), err);
    print("feedbacks", recording.malformedFeedback(), err);
  }

  /**
   * @param what was left out, in the plural
   */
  static void print(String what, SkippedRecords leftOut, PrintWriter err) {
    if (leftOut.count() == 0) {
      return;
    }
    err.printf(Locale.ROOT, "%,d %s left out, which a job refuses:%n", leftOut.count(), what);
    leftOut.reasons().forEach(reason -> err.println("  " + reason));
    if (leftOut.count() > leftOut.reasons().size()) {
      err.println("  …");
    }
    err.flush();
  }
}
