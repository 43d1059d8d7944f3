package dev.reinstate.learner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How events are written to bytes, between operators and where they wait for their turn. */
public final class EventFormat {

  private static final int OBSERVATION_1 = 1;
  private static final int FEEDBACK_1 = 2;

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
      default ->
          throw new IOException(
              "an event has kind %d; this version reads kinds %d and %d"
                  .formatted(kind, OBSERVATION_1, FEEDBACK_1));
    };
  }
}
