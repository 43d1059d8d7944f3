package dev.reinstate.memory;

import dev.reinstate.format.FormatNumber;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How pages are written to bytes. Every page starts with the number of its format, because byte
 * pages escape the state backend's schema migration: every format ever merged stays readable.
 *
 * <p>A page: format, dimension, the occupied slots as a 64-bit set, and for each of them id, time,
 * value, version, scale, total credit and embedding. Embeddings are int8 in format 3, float32 in
 * format 4. Formats 1 and 2 were the same without credit. Format 1 of codes: format, bytes of a
 * code, bytes.
 */
public final class PageFormat {

  private static final int INT8_WITHOUT_CREDIT = 1;
  private static final int INT8_FORMAT = 3;
  private static final int FLOAT32_FORMAT = 4;
  private static final int CODES_FORMAT = 1;

  private PageFormat() {}

  public static void write(Page page, DataOutput out) throws IOException {
    out.writeByte(
        switch (page.precision) {
          case INT8 -> INT8_FORMAT;
          case FLOAT32 -> FLOAT32_FORMAT;
        });
    out.writeShort(page.dimension);
    long occupied = 0;
    for (int slot = 0; slot < Page.SLOTS; slot++) {
      if (page.occupied(slot)) {
        occupied |= 1L << slot;
      }
    }
    out.writeLong(occupied);
    byte[] embedding = new byte[page.bytesPerSlot];
    for (int slot = 0; slot < Page.SLOTS; slot++) {
      if (page.occupied(slot)) {
        out.writeUTF(page.ids[slot]);
        out.writeLong(page.times[slot]);
        out.writeDouble(page.values[slot]);
        out.writeLong(page.versions[slot]);
        out.writeFloat(page.scales[slot]);
        out.writeFloat(page.credits[slot]);
        page.columns.get(slot, embedding, 0);
        out.write(embedding);
      }
    }
  }

  public static Page readPage(DataInput in) throws IOException {
    int format = FormatNumber.read(in, FLOAT32_FORMAT, "a memory page");
    Precision precision =
        format == INT8_WITHOUT_CREDIT || format == INT8_FORMAT ? Precision.INT8 : Precision.FLOAT32;
    boolean credited = format == INT8_FORMAT || format == FLOAT32_FORMAT;
    Page page = new Page(in.readUnsignedShort(), precision);
    byte[] embedding = new byte[page.bytesPerSlot];
    long occupied = in.readLong();
    for (int slot = 0; slot < Page.SLOTS; slot++) {
      if ((occupied >>> slot & 1) == 1) {
        page.occupy(slot, in.readUTF(), in.readLong(), in.readDouble());
        long version = in.readLong();
        float scale = in.readFloat();
        page.setCredit(slot, credited ? in.readFloat() : 0);
        in.readFully(embedding);
        page.setEmbedding(slot, embedding, scale, version);
      }
    }
    return page;
  }

  public static void write(CodePage codes, DataOutput out) throws IOException {
    out.writeByte(CODES_FORMAT);
    out.writeShort(codes.size);
    out.write(codes.bytes);
  }

  public static CodePage readCodes(DataInput in) throws IOException {
    FormatNumber.read(in, CODES_FORMAT, "a code page");
    CodePage codes = new CodePage(in.readUnsignedShort());
    in.readFully(codes.bytes);
    return codes;
  }
}
