package dev.reinstate.recording;

import dev.reinstate.annotation.Public;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.file.AvroEventWriter;
import dev.reinstate.recording.file.AvroEvents;
import dev.reinstate.recording.file.RecordingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;

/**
 * Writes a recording to a folder. Observations come in time order, and so does feedback; the two
 * need not alternate, and truths come in any order. {@link #finish} writes recording.json last, so
 * that a recording that was cut short does not open. The same events make the same bytes.
 *
 * <p>All methods throw {@link RecordingException} where an event is out of order or does not fit
 * the recording, and where a file cannot be written. A writer is for one thread, and keeps nothing
 * of an event that it has written.
 */
@Public
public final class RecordingWriter implements AutoCloseable {

  private final Path folder;
  private final RecordingInfo info;
  private final AvroEventWriter<dev.reinstate.avro.Observation, Observation> observations;
  private final AvroEventWriter<dev.reinstate.avro.Feedback, Feedback> feedback;
  private final TruthWriter truths;
  private final BitSet missing = new BitSet();

  /**
   * Starts a recording.
   *
   * @param folder where to write; made if it is missing, refused if it holds a recording already
   * @param info what it will hold; its counts and missing features are not used
   */
  public RecordingWriter(Path folder, RecordingInfo info) {
    this.folder = folder;
    this.info = info;
    if (Files.exists(folder.resolve(Recording.INFO))) {
      throw new RecordingException(
          folder + ": holds a recording already; delete it or name another folder");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new RecordingException(folder + ": cannot be made: " + e.getMessage(), e);
    }
    this.observations =
        new AvroEventWriter<>(
            folder.resolve(Recording.OBSERVATIONS),
            dev.reinstate.avro.Observation.getClassSchema(),
            AvroEvents::toAvro,
            info::check);
    this.feedback =
        new AvroEventWriter<>(
            folder.resolve(Recording.FEEDBACK),
            dev.reinstate.avro.Feedback.getClassSchema(),
            event -> AvroEvents.toAvro(event, info.target()),
            info::check);
    this.truths = new TruthWriter(folder.resolve(Recording.TRUTH));
  }

  /** Writes an observation whose time is that of the one before it or later. */
  public void observation(Observation event) {
    observations.append(event);
    float[] features = event.features();
    for (int i = 0; i < features.length; i++) {
      if (Float.isNaN(features[i])) {
        missing.set(i);
      }
    }
  }

  /** Writes feedback whose time is that of the one before it or later. */
  public void feedback(Feedback event) {
    feedback.append(event);
  }

  /** Notes what is known of an observation; at most once for each. */
  public void truth(Truth truth) {
    truths.append(truth);
  }

  /**
   * Completes the recording and closes its files.
   *
   * @return what the recording holds, with its counts
   */
  public RecordingInfo finish() {
    close();
    RecordingInfo complete =
        info.withCounts(observations.records(), feedback.records())
            .withMissing(missing.stream().boxed().toList());
    Path file = folder.resolve(Recording.INFO);
    try {
      new RecordingInfoFile(file).write(complete);
    } catch (IOException e) {
      throw new RecordingException(file + ": cannot be written: " + e.getMessage(), e);
    }
    return complete;
  }

  /** Closes the files. Without {@link #finish} they are no recording. */
  @Override
  public void close() {
    try (observations;
        feedback) {
      truths.close();
    }
  }
}
