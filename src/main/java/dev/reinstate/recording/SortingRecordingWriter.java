package dev.reinstate.recording;

import dev.reinstate.annotation.Public;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.file.AvroEventStream;
import dev.reinstate.recording.file.AvroEventWriter;
import dev.reinstate.recording.file.AvroEvents;
import dev.reinstate.recording.file.EventSorter;
import dev.reinstate.recording.file.RecordingException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * Writes a recording of events that come in any order. The same events make the same bytes,
 * whatever the order. At most about {@value #HEAP_MEGABYTES} MB of events are on the heap; more are
 * sorted by way of files in the recording's folder, which are gone at the end.
 *
 * <p>All methods throw {@link RecordingException} as those of {@link RecordingWriter}. A writer is
 * for one thread. It keeps events until {@link #finish}: do not change their arrays.
 */
@Public
public final class SortingRecordingWriter implements AutoCloseable {

  static final int HEAP_MEGABYTES = 128;

  /** What an event takes beside its features: objects, key and ids. */
  private static final int EVENT_BYTES = 300;

  private static final int PROGRESS_EVERY = 4096;

  private final RecordingWriter writer;
  private final EventSorter<Observation> observations;
  private final EventSorter<Feedback> feedback;
  private long written;

  /**
   * Starts a recording.
   *
   * @param folder where to write; made if it is missing, refused if it holds a recording already
   * @param info what it will hold; its counts and missing features are not used
   */
  public SortingRecordingWriter(Path folder, RecordingInfo info) {
    this(
        folder,
        info,
        HEAP_MEGABYTES * 500_000 / (EVENT_BYTES + Float.BYTES * info.features()) + 1,
        HEAP_MEGABYTES * 500_000 / EVENT_BYTES);
  }

  SortingRecordingWriter(Path folder, RecordingInfo info, int maxObservations, int maxFeedback) {
    writer = new RecordingWriter(folder, info);
    observations =
        new EventSorter<>(
            folder.resolve(Recording.OBSERVATIONS),
            maxObservations,
            file ->
                new AvroEventWriter<>(
                    file,
                    dev.reinstate.avro.Observation.getClassSchema(),
                    AvroEvents::toAvro,
                    info::check),
            (file, count) ->
                new AvroEventStream<>(
                    file,
                    dev.reinstate.avro.Observation.class,
                    count,
                    AvroEvents::observation,
                    (event, record) -> true));
    feedback =
        new EventSorter<>(
            folder.resolve(Recording.FEEDBACK),
            maxFeedback,
            file ->
                new AvroEventWriter<dev.reinstate.avro.Feedback, Feedback>(
                    file,
                    dev.reinstate.avro.Feedback.getClassSchema(),
                    event -> AvroEvents.toAvro(event, info.target()),
                    info::check),
            (file, count) ->
                new AvroEventStream<>(
                    file,
                    dev.reinstate.avro.Feedback.class,
                    count,
                    avro -> AvroEvents.feedback(avro, Feedback.Origin.NONE),
                    (event, record) -> true));
  }

  /** Takes an observation of any time. */
  public void observation(Observation event) {
    observations.add(event);
  }

  /** Takes feedback of any time, whether or not its observation has come. */
  public void feedback(Feedback event) {
    feedback.add(event);
  }

  /**
   * Puts all into order and completes the recording.
   *
   * @param progress is told from time to time how many events are written
   * @return what the recording holds, with its counts
   */
  public RecordingInfo finish(LongConsumer progress) {
    observations.drain(
        event -> {
          writer.observation(event);
          tell(progress);
        });
    feedback.drain(
        event -> {
          writer.feedback(event);
          tell(progress);
        });
    return writer.finish();
  }

  private void tell(LongConsumer progress) {
    if (++written % PROGRESS_EVERY == 0) {
      progress.accept(written);
    }
  }

  /** Closes the files. Without {@link #finish} they are no recording. */
  @Override
  public void close() {
    try (writer;
        observations) {
      feedback.close();
    }
  }
}
