package dev.reinstate.cli;

import dev.reinstate.recording.table.FeatureSummary;
import dev.reinstate.recording.table.TableImport;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code import --json} prints.
 *
 * @param recording folder of the recording
 * @param rows of the table
 * @param badRows rows that cannot be used and are left out
 * @param observations in the recording
 * @param feedback in the recording
 * @param withoutTarget observations whose feedback never came
 * @param features what the observations have in each of them
 */
record ImportSummary(
    String recording,
    long rows,
    long badRows,
    long observations,
    long feedback,
    long withoutTarget,
    List<FeatureSummary> features) {

  static ImportSummary of(Path recording, TableImport.Result result) {
    return new ImportSummary(
        recording.toString(),
        result.rows(),
        result.unusable().count(),
        result.info().observations(),
        result.info().feedback(),
        result.withoutTarget(),
        result.features());
  }
}
