package dev.reinstate.recording.table;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventLimits;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.InvalidEventException;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.recording.SkippedRecords;
import dev.reinstate.recording.SortingRecordingWriter;
import dev.reinstate.recording.file.DataFile;
import dev.reinstate.recording.file.RecordingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Makes a recording of a table. Rows may have any order. The same rows and mapping make the same
 * bytes.
 */
public final class TableImport {

  private final DataFile table;
  private final Mapping mapping;
  private final EventLimits limits;
  private final boolean stopAtBadRows;
  private final SkippedRecords unusable = new SkippedRecords();
  private long rows;
  private long withoutTarget;
  private final ObservationStatistics statistics;

  /**
   * What an import made.
   *
   * @param info of the recording
   * @param rows of the table
   * @param unusable rows that were left out
   * @param withoutTarget observations whose feedback never came
   * @param features what the observations have in each feature
   */
  public record Result(
      RecordingInfo info,
      long rows,
      SkippedRecords unusable,
      long withoutTarget,
      List<FeatureSummary> features) {}

  /**
   * @param table CSV or JSON lines, plain or gzip
   * @param stopAtBadRows whether a row that cannot be used ends the import; else it is left out
   */
  public TableImport(DataFile table, Mapping mapping, boolean stopAtBadRows) {
    this.table = table;
    this.mapping = mapping;
    limits = mapping.info().limits(EventLimits.DEFAULT_MAX_ID_BYTES, true, false);
    this.stopAtBadRows = stopAtBadRows;
    statistics = new ObservationStatistics(mapping.features());
  }

  /**
   * Writes the recording.
   *
   * @param folder where to write
   * @param progress is told how many bytes of the table are read
   * @throws RecordingException if the table cannot be read, no row or not every row can be used, or
   *     the folder cannot be written
   */
  public Result run(Path folder, LongConsumer progress) {
    try (SortingRecordingWriter writer = new SortingRecordingWriter(folder, mapping.info())) {
      new Table(table, mapping.dialect(), mapping.columns())
          .read(
              all -> {
                while (add(all, writer)) {
                  rows++;
                }
                return rows;
              },
              progress);
      if (rows == unusable.count()) {
        throw new RecordingException(
            rows == 0
                ? table.name() + ": has no rows; expected one a line"
                : "%s: none of %,d rows can be used; the first: %s"
                    .formatted(table.name(), rows, unusable.reasons().get(0)));
      }
      RecordingInfo info = writer.finish(written -> {});
      return new Result(info, rows, unusable, withoutTarget, statistics.summaries());
    }
  }

  /** What a job refuses is of no use in a recording. */
  private void check(Row row, Event event) throws BadRowException {
    try {
      limits.check(event);
    } catch (InvalidEventException e) {
      throw new BadRowException(row.cell(mapping.target()).line(), e.getMessage());
    }
  }

  /** Adds the next row, if there is one. */
  private boolean add(TableRows all, SortingRecordingWriter writer) throws IOException {
    try {
      Row row = all.next();
      if (row == null) {
        return false;
      }
      Observation observation = mapping.observation(row, rows + 1);
      Feedback feedback = mapping.feedback(row, observation);
      check(row, observation);
      if (feedback != null) {
        check(row, feedback);
      }
      writer.observation(observation);
      statistics.add(observation.features());
      if (feedback == null) {
        withoutTarget++;
      } else {
        writer.feedback(feedback);
      }
    } catch (BadRowException e) {
      if (stopAtBadRows) {
        throw e.inFile(table.name());
      }
      unusable.add(e.getMessage());
    }
    return true;
  }
}
