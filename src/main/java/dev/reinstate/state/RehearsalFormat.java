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

  private static final int FORMAT = 1;

  private RehearsalFormat() {}

  public static void write(Rehearsed feedback, DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    feedback.write(out);
  }

  public static Rehearsed readFeedback(DataInput in) throws IOException {
    checkFormat(in);
    return Rehearsed.read(in);
  }

  public static void write(RehearsedObservation observation, DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    observation.write(out);
  }

  public static RehearsedObservation readObservation(DataInput in) throws IOException {
    checkFormat(in);
    return RehearsedObservation.read(in);
  }

  private static void checkFormat(DataInput in) throws IOException {
    FormatNumber.read(in, FORMAT, "something rehearsed");
  }
}
