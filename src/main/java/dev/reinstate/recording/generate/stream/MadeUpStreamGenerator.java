package dev.reinstate.recording.generate.stream;

import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.recording.SortingRecordingWriter;
import dev.reinstate.recording.generate.Draws;
import dev.reinstate.recording.generate.Generator;
import dev.reinstate.recording.generate.RangeCheck;
import dev.reinstate.recording.generate.stream.Rows.Row;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.LongConsumer;

/**
 * Makes the recording of a stream. Ids are the numbers of the rows, from 1; a shorter stream is the
 * beginning of a longer one.
 *
 * @param events observations, at least 1
 * @param seed decides all that is random, the stream's rule included
 */
public record MadeUpStreamGenerator(MadeUpStream stream, long events, long seed)
    implements Generator {

  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final String FEEDBACK_ID = "label";

  /**
   * @throws IllegalArgumentException saying which number is wrong and what is allowed
   */
  public MadeUpStreamGenerator {
    RangeCheck.check("events", events, 1, Long.MAX_VALUE);
  }

  @Override
  public RecordingInfo generate(Path folder, LongConsumer progress) {
    Rows rows = stream.rows(new Draws(seed));
    try (SortingRecordingWriter writer = new SortingRecordingWriter(folder, stream.info())) {
      for (long number = 0; number < events; number++) {
        write(rows.next(number), Long.toString(number + 1), writer);
        progress.accept(number + 1);
      }
      return writer.finish(written -> {});
    }
  }

  private static void write(Row row, String id, SortingRecordingWriter writer) {
    long time = START + row.time();
    writer.observation(new Observation(row.key(), id, time, row.features()));
    writer.feedback(
        new Feedback(
            row.key(),
            FEEDBACK_ID,
            id,
            time + row.delay(),
            time,
            row.target(),
            1,
            Feedback.Origin.NONE));
  }
}
