package dev.reinstate.learner;

import dev.reinstate.memory.StoredVector;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * How traces and held feedback are written to bytes. Each starts with the number of its format;
 * formats that landed stay readable.
 */
public final class TraceFormat {

  private static final int FORMAT = 1;

  /** Format 1 of traces knew the simple read alone. */
  private static final int TRACE_FORMAT = 2;

  private TraceFormat() {}

  public static void write(Trace trace, DataOutput out) throws IOException {
    out.writeByte(TRACE_FORMAT);
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
    ReadFormat.write(read, out);
    out.writeDouble(trace.value());
    out.writeInt(trace.feedbackIds().length);
    for (String id : trace.feedbackIds()) {
      out.writeUTF(id);
    }
  }

  public static Trace readTrace(DataInput in) throws IOException {
    int format = in.readUnsignedByte();
    if (format < 1 || format > TRACE_FORMAT) {
      throw unknown("trace", format, "formats 1 and 2");
    }
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
    RecordedRead read = format == 1 ? ReadFormat.readSimple(in) : ReadFormat.read(in);
    double value = in.readDouble();
    String[] feedbackIds = Counted.texts(in);
    return new Trace(time, version, embedding, code, prior, read, slot, value, feedbackIds);
  }

  public static void write(List<Feedback> held, DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeInt(held.size());
    for (Feedback feedback : held) {
      EventFormat.write(feedback, out);
    }
  }

  public static List<Feedback> readHeld(DataInput in) throws IOException {
    checkFormat(in, "held feedback");
    return Counted.list(in, EventFormat::readFeedback);
  }

  private static void checkFormat(DataInput in, String what) throws IOException {
    int format = in.readUnsignedByte();
    if (format != FORMAT) {
      throw unknown(what, format, "format " + FORMAT);
    }
  }

  private static IOException unknown(String what, int format, String known) {
    return new IOException(
        "a %s has format %d; this version reads %s: it was written by a newer version"
            .formatted(what, format, known));
  }
}
