package dev.reinstate.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How events are written to bytes, between operators and where they wait for their turn. The bytes
 * are kept in savepoints: a record that gets another field gets another kind too, and the former
 * kind is read as before.
 */
public final class EventFormat {

  private static final int OBSERVATION_1 = 1;
  private static final int FEEDBACK_1 = 2;
  private static final int DEFAULT_FEEDBACK_1 = 3;
  private static final int FORGET_1 = 4;
  private static final int OBSERVATION_2 = 5;

  private EventFormat() {}

  public static void write(Event event, DataOutput out) throws IOException {
    out.writeByte(kind(event));
    event.fields(new FieldOutput(out));
  }

  private static int kind(Event event) {
    if (event instanceof Observation) {
      return OBSERVATION_2;
    } else if (event instanceof Feedback) {
      return FEEDBACK_1;
    }
    return event instanceof Forget ? FORGET_1 : DEFAULT_FEEDBACK_1;
  }

  public static Event read(DataInput in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case OBSERVATION_1 -> Observation.readOfOneKey(in);
      case OBSERVATION_2 -> Observation.read(in);
      case FEEDBACK_1 -> Feedback.read(in);
      case DEFAULT_FEEDBACK_1 -> DefaultFeedback.read(in);
      case FORGET_1 -> Forget.read(in);
      default ->
          throw new IOException(
              "an event has kind %d; this version reads kinds %d to %d"
                  .formatted(kind, OBSERVATION_1, OBSERVATION_2));
    };
  }

  /** Reads an event that must be feedback. */
  public static Feedback readFeedback(DataInput in) throws IOException {
    if (read(in) instanceof Feedback feedback) {
      return feedback;
    }
    throw new IOException("an event of another kind stands where feedback was expected");
  }
}
