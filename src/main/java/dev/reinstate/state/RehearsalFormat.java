package dev.reinstate.state;

import dev.reinstate.format.FormatNumber;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How what may be learned from again is written to bytes. Each item starts with the number of its
 * format; every format ever merged stays readable.
 */
public final class RehearsalFormat {

  /** Format 1 of feedback knew no rates. In format 2 a prediction made one read. */
  private static final int FEEDBACK_FORMAT = 3;

  private static final int OBSERVATION_FORMAT = 1;

  private static final String WHAT = "something rehearsed";

  private RehearsalFormat() {}

  public static void write(Rehearsed feedback, DataOutput out) throws IOException {
    out.writeByte(FEEDBACK_FORMAT);
    feedback.write(out);
  }

  public static Rehearsed readFeedback(DataInput in) throws IOException {
    int format = FormatNumber.read(in, FEEDBACK_FORMAT, WHAT);
    return switch (format) {
      case 1 -> Rehearsed.readFormer(in);
      case 2 -> Rehearsed.readOfOneSource(in);
      default -> Rehearsed.read(in);
    };
  }

  public static void write(RehearsedObservation observation, DataOutput out) throws IOException {
    out.writeByte(OBSERVATION_FORMAT);
    observation.write(out);
  }

  public static RehearsedObservation readObservation(DataInput in) throws IOException {
    FormatNumber.read(in, OBSERVATION_FORMAT, WHAT);
    return RehearsedObservation.read(in);
  }
}
