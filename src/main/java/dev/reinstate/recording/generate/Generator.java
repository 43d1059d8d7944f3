package dev.reinstate.recording.generate;

import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.recording.file.RecordingException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Makes a recording of a task whose difficulty is known. The same numbers make the same bytes. */
public interface Generator {

  /** Episodes that run side by side; all of them are kept in memory. */
  int MAX_EPISODES = 1_000_000;

  /** How many observations the recording will have. */
  long events();

  /**
   * Writes the recording.
   *
   * @param folder where to write
   * @param progress is told how many observations are written
   * @throws RecordingException if the folder cannot be written
   */
  RecordingInfo generate(Path folder, LongConsumer progress);
}
