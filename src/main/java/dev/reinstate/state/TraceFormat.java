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
   * rates. Up to format 4 an observation had one key, a prediction made one read, and a memory was
   * in one space.
   */
  private static final int TRACE_FORMAT = 5;

  private static final int LAST_OF_ONE_SPACE = 4;

  private static final int FORMER_TRACE = 2;

  /** In the place of a slot. */
  private static final int FORMER_PENDING = -1;

  private TraceFormat() {}

  public static void write(Trace trace, DataOutput out) throws IOException {
    boolean former = trace.read().ids() != null;
    out.writeByte(former ? FORMER_TRACE : TRACE_FORMAT);
    out.writeLong(trace.time());
    out.writeLong(trace.version());
    if (former) {
      out.writeInt(trace.isPending() ? FORMER_PENDING : trace.slots()[0]);
    } else {
      writeSlots(trace.slots(), out);
      out.writeShort(trace.embeddings().length);
    }
    for (StoredVector embedding : trace.embeddings()) {
      VectorFormat.write(embedding, out);
    }
    if (trace.isPending()) {
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
    writeTexts(trace.feedbackIds(), out);
    if (!former) {
      writeTexts(trace.keys(), out);
      out.writeLong(trace.place());
    }
  }

  private static void writeSlots(int[] slots, DataOutput out) throws IOException {
    out.writeShort(slots.length);
    for (int slot : slots) {
      out.writeInt(slot);
    }
  }

  private static void writeTexts(String[] texts, DataOutput out) throws IOException {
    out.writeInt(texts.length);
    for (String text : texts) {
      out.writeUTF(text);
    }
  }

  public static Trace readTrace(DataInput in) throws IOException {
    int format = FormatNumber.read(in, TRACE_FORMAT, "a trace");
    long time = in.readLong();
    long version = in.readLong();
    boolean oneSpace = format <= LAST_OF_ONE_SPACE;
    int[] slots = oneSpace ? formerSlots(in.readInt()) : readSlots(in);
    int spaces = oneSpace ? 1 - slots.length : in.readUnsignedShort();
    StoredVector[] embeddings = new StoredVector[spaces];
    for (int space = 0; space < spaces; space++) {
      embeddings[space] = VectorFormat.read(in);
    }
    byte[] code = null;
    if (slots.length == 0) {
      code = new byte[in.readUnsignedShort()];
      in.readFully(code);
    }
    float[] prior = Floats.read(in);
    RecordedRead read =
        switch (format) {
          case 1 -> ReadFormat.readSimple(in);
          case FORMER_TRACE -> ReadFormat.readWithIds(in);
          case 3 -> ReadFormat.readWithoutRates(in);
          case LAST_OF_ONE_SPACE -> ReadFormat.readOfOneSource(in);
          default -> ReadFormat.read(in);
        };
    double value = in.readDouble();
    String[] feedbackIds = CountedInput.texts(in);
    String[] keys = oneSpace ? new String[0] : CountedInput.texts(in);
    long place = format <= FORMER_TRACE ? Trace.UNQUEUED : in.readLong();
    return new Trace(
        time, version, embeddings, code, prior, read, slots, value, feedbackIds, keys, place);
  }

  private static int[] formerSlots(int slot) {
    return slot == FORMER_PENDING ? new int[0] : new int[] {slot};
  }

  private static int[] readSlots(DataInput in) throws IOException {
    int[] slots = new int[in.readUnsignedShort()];
    for (int space = 0; space < slots.length; space++) {
      slots[space] = in.readInt();
    }
    return slots;
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
