package dev.reinstate.state;

import dev.reinstate.event.EventFormat;
import dev.reinstate.event.Feedback;
import dev.reinstate.format.CountedInput;
import dev.reinstate.format.Floats;
import dev.reinstate.format.FormatNumber;
import dev.reinstate.memory.StoredVector;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * How traces and held feedback are written to bytes. Each starts with the number of its format;
 * every format ever merged stays readable.
 */
public final class TraceFormat {

  /** Format 1 of held feedback was in no queue. */
  private static final int HELD_FORMAT = 2;

  /**
   * Format 1 of traces knew the simple read alone. Format 2 held the ids of the memories read, and
   * was in no queue; a trace of a key that was not worked on since stays in it. Format 3 knew no
   * rates.
   */
  private static final int TRACE_FORMAT = 4;

  private static final int FORMER_TRACE = 2;

  private TraceFormat() {}

  public static void write(Trace trace, DataOutput out) throws IOException {
    boolean former = trace.read().ids() != null;
    out.writeByte(former ? FORMER_TRACE : TRACE_FORMAT);
    out.writeLong(trace.time());
    out.writeLong(trace.version());
    out.writeInt(trace.slot());
    if (trace.isPending()) {
      VectorFormat.write(trace.embedding(), out);
      out.writeShort(trace.code().length);
      out.write(trace.code());
    }
    Floats.write(trace.prior(), out);
    RecordedRead read = trace.read();
    if (former) {
      ReadFormat.writeWithIds(read, out);
    } else {
      ReadFormat.write(read, out);
    }
    out.writeDouble(trace.value());
    out.writeInt(trace.feedbackIds().length);
    for (String id : trace.feedbackIds()) {
      out.writeUTF(id);
    }
    if (!former) {
      out.writeLong(trace.place());
    }
  }

  public static Trace readTrace(DataInput in) throws IOException {
    int format = FormatNumber.read(in, TRACE_FORMAT, "a trace");
    long time = in.readLong();
    long version = in.readLong();
    int slot = in.readInt();
    StoredVector embedding = null;
    byte[] code = null;
    if (slot == Trace.PENDING) {
      embedding = VectorFormat.read(in);
      code = new byte[in.readUnsignedShort()];
      in.readFully(code);
    }
    float[] prior = Floats.read(in);
    RecordedRead read =
        switch (format) {
          case 1 -> ReadFormat.readSimple(in);
          case FORMER_TRACE -> ReadFormat.readWithIds(in);
          case 3 -> ReadFormat.readWithoutRates(in);
          default -> ReadFormat.read(in);
        };
    double value = in.readDouble();
    String[] feedbackIds = CountedInput.texts(in);
    long place = format <= FORMER_TRACE ? Trace.UNQUEUED : in.readLong();
    return new Trace(time, version, embedding, code, prior, read, slot, value, feedbackIds, place);
  }

  public static void write(HeldFeedback held, DataOutput out) throws IOException {
    out.writeByte(HELD_FORMAT);
    out.writeInt(held.feedback().size());
    for (Feedback feedback : held.feedback()) {
      EventFormat.write(feedback, out);
    }
    out.writeLong(held.due());
    out.writeLong(held.place());
  }

  public static HeldFeedback readHeld(DataInput in) throws IOException {
    int format = FormatNumber.read(in, HELD_FORMAT, "held feedback");
    List<Feedback> feedback = CountedInput.list(in, EventFormat::readFeedback);
    return format == 1
        ? new HeldFeedback(feedback, KeyHeader.NEVER, Trace.UNQUEUED)
        : new HeldFeedback(feedback, in.readLong(), in.readLong());
  }
}
