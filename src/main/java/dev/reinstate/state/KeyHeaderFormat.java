package dev.reinstate.state;

import dev.reinstate.format.Floats;
import dev.reinstate.format.FormatNumber;
import dev.reinstate.memory.Ring;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How key headers are written to bytes. Each starts with the number of its format; every format
 * ever merged stays readable.
 */
public final class KeyHeaderFormat {

  /**
   * Format 1 did not hold the time of the last read. Format 2 had no queues, but the times at which
   * the first trace and the first held feedback fell due; a key that was not worked on since stays
   * in it.
   */
  private static final int FORMAT = 3;

  private static final int FORMER = 2;

  private KeyHeaderFormat() {}

  public static void write(KeyHeader header, DataOutput out) throws IOException {
    out.writeByte(header.formerDue == null ? FORMAT : FORMER);
    out.writeInt(header.ring.next());
    out.writeInt(header.ring.size());
    out.writeInt(header.ring.extent());
    Floats.write(header.known.sums(), out);
    if (header.formerDue != null) {
      out.writeLong(header.formerDue);
      out.writeLong(KeyHeader.NEVER);
    }
    out.writeLong(header.memoriesDue);
    out.writeLong(header.lastRead);
    if (header.formerDue == null) {
      writeQueues(header, out);
    }
  }

  private static void writeQueues(KeyHeader header, DataOutput out) throws IOException {
    out.writeLong(header.places());
    header.traces.write(out);
    header.held.write(out);
    header.names.write(out);
  }

  public static KeyHeader read(DataInput in) throws IOException {
    int format = FormatNumber.read(in, FORMAT, "a key header");
    Ring ring = new Ring(in.readInt(), in.readInt(), in.readInt());
    ValueStatistics known = new ValueStatistics(Floats.readDoubles(in));
    return format == FORMAT ? read(ring, known, in) : readFormer(ring, known, format, in);
  }

  private static KeyHeader read(Ring ring, ValueStatistics known, DataInput in) throws IOException {
    long memoriesDue = in.readLong();
    long lastRead = in.readLong();
    long places = in.readLong();
    return new KeyHeader(
        ring,
        known,
        DueQueue.read(in),
        DueQueue.read(in),
        DueQueue.read(in),
        memoriesDue,
        lastRead,
        places);
  }

  private static KeyHeader readFormer(Ring ring, ValueStatistics known, int format, DataInput in)
      throws IOException {
    KeyHeader header =
        new KeyHeader(
            ring,
            known,
            new DueQueue(),
            new DueQueue(),
            new DueQueue(),
            KeyHeader.NEVER,
            KeyHeader.UNREAD,
            0);
    header.formerDue = Math.min(in.readLong(), in.readLong());
    header.memoriesDue = in.readLong();
    header.lastRead = format == 1 ? KeyHeader.UNREAD : in.readLong();
    return header;
  }
}
