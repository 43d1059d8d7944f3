package dev.reinstate.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How events are written to bytes, between operators and where they wait for their turn. */
public final class EventFormat {

  private static final int OBSERVATION_1 = 1;
  private static final int FEEDBACK_1 = 2;
  private static final int DEFAULT_FEEDBACK_1 = 3;
  private static final int FORGET_1 = 4;

  private EventFormat() {}

  public static void write(Event event, DataOutput out) throws IOException {
    if (event instanceof Observation observation) {
      out.writeByte(OBSERVATION_1);
      out.writeUTF(observation.key());
      out.writeUTF(observation.observationId());
      out.writeLong(observation.time());
      Floats.write(observation.features(), out);
    } else if (event instanceof Feedback feedback) {
      out.writeByte(FEEDBACK_1);
      out.writeUTF(feedback.key());
      out.writeUTF(feedback.feedbackId());
      out.writeUTF(feedback.observationId());
      out.writeLong(feedback.time());
      out.writeLong(feedback.observationTime());
      out.writeDouble(feedback.target());
      out.writeFloat(feedback.weight());
      out.writeInt(feedback.origin().partition());
      out.writeLong(feedback.origin().offset());
    } else if (event instanceof DefaultFeedback defaultFeedback) {
      out.writeByte(DEFAULT_FEEDBACK_1);
      out.writeUTF(defaultFeedback.key());
      out.writeUTF(defaultFeedback.observationId());
      out.writeLong(defaultFeedback.time());
    } else if (event instanceof Forget forget) {
      out.writeByte(FORGET_1);
      out.writeUTF(forget.key());
      // no observation's id is empty
      out.writeUTF(forget.isWholeKey() ? "" : forget.observationId());
      out.writeLong(forget.time());
    }
  }

  public static Event read(DataInput in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case OBSERVATION_1 ->
          new Observation(in.readUTF(), in.readUTF(), in.readLong(), Floats.read(in));
      case FEEDBACK_1 ->
          new Feedback(
              in.readUTF(),
              in.readUTF(),
              in.readUTF(),
              in.readLong(),
              in.readLong(),
              in.readDouble(),
              in.readFloat(),
              new Feedback.Origin(in.readInt(), in.readLong()));
      case DEFAULT_FEEDBACK_1 -> new DefaultFeedback(in.readUTF(), in.readUTF(), in.readLong());
      case FORGET_1 -> readForget(in);
      default ->
          throw new IOException(
              "an event has kind %d; this version reads kinds %d to %d"
                  .formatted(kind, OBSERVATION_1, FORGET_1));
    };
  }

  /** Reads an event that must be feedback. */
  public static Feedback readFeedback(DataInput in) throws IOException {
    if (read(in) instanceof Feedback feedback) {
      return feedback;
    }
    throw new IOException("an event of another kind stands where feedback was expected");
  }

  private static Forget readForget(DataInput in) throws IOException {
    String key = in.readUTF();
    String observationId = in.readUTF();
    return new Forget(key, observationId.isEmpty() ? null : observationId, in.readLong());
  }
}
