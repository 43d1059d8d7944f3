package dev.reinstate.learner;

import dev.reinstate.memory.Ring;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How key headers are written to bytes. Each starts with the number of its format; formats that
 * landed stay readable.
 */
public final class KeyHeaderFormat {

  /** Format 1 did not hold the time of the last read. */
  private static final int FORMAT = 2;

  private KeyHeaderFormat() {}

  public static void write(KeyHeader header, DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeInt(header.ring.next());
    out.writeInt(header.ring.size());
    out.writeInt(header.ring.extent());
    Floats.write(header.known.sums(), out);
    out.writeLong(header.tracesDue);
    out.writeLong(header.heldDue);
    out.writeLong(header.memoriesDue);
    out.writeLong(header.lastRead);
  }

  public static KeyHeader read(DataInput in) throws IOException {
    int format = in.readUnsignedByte();
    if (format < 1 || format > FORMAT) {
      throw new IOException(
          "a key header has format %d; this version reads formats 1 to %d"
              .formatted(format, FORMAT));
    }
    Ring ring = new Ring(in.readInt(), in.readInt(), in.readInt());
    ValueStatistics known = new ValueStatistics(Floats.readDoubles(in));
    return new KeyHeader(
        ring,
        known,
        in.readLong(),
        in.readLong(),
        in.readLong(),
        format == 1 ? KeyHeader.UNREAD : in.readLong());
  }
}
