package dev.reinstate.memory;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How pages are written to bytes. Every page starts with the number of its format, because byte
 * pages escape the state backend's schema migration: formats that landed stay readable.
 *
 * <p>Format 1 of a page: format, dimension, the occupied slots as a 64-bit set, and for each of
 * them id, time, value, version, scale and embedding. Format 1 of codes: format, size, bytes.
 */
public final class PageFormat {

  private static final int PAGE_FORMAT = 1;
  private static final int CODES_FORMAT = 1;

  private PageFormat() {}

  public static void write(Page page, DataOutput out) throws IOException {
    out.writeByte(PAGE_FORMAT);
    out.writeShort(page.dimension);
    long occupied = 0;
    for (int slot = 0; slot < Page.SLOTS; slot++) {
      if (page.occupied(slot)) {
        occupied |= 1L << slot;
      }
    }
    out.writeLong(occupied);
    for (int slot = 0; slot < Page.SLOTS; slot++) {
      if (page.occupied(slot)) {
        out.writeUTF(page.ids[slot]);
        out.writeLong(page.times[slot]);
        out.writeDouble(page.values[slot]);
        out.writeLong(page.versions[slot]);
        out.writeFloat(page.scales[slot]);
        out.write(page.embeddings, slot * page.dimension, page.dimension);
      }
    }
  }

  public static Page readPage(DataInput in) throws IOException {
    checkFormat(in.readUnsignedByte(), PAGE_FORMAT, "memory page");
    Page page = new Page(in.readUnsignedShort());
    long occupied = in.readLong();
    for (int slot = 0; slot < Page.SLOTS; slot++) {
      if ((occupied >>> slot & 1) == 1) {
        page.ids[slot] = in.readUTF();
        page.times[slot] = in.readLong();
        page.values[slot] = in.readDouble();
        page.versions[slot] = in.readLong();
        page.scales[slot] = in.readFloat();
        in.readFully(page.embeddings, slot * page.dimension, page.dimension);
        page.embeddingChanged(slot);
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
    checkFormat(in.readUnsignedByte(), CODES_FORMAT, "code page");
    CodePage codes = new CodePage(in.readUnsignedShort());
    in.readFully(codes.bytes);
    return codes;
  }

  private static void checkFormat(int found, int known, String what) throws IOException {
    if (found != known) {
      throw new IOException(
          "a %s has format %d; this version reads format %d: it was written by a newer version"
              .formatted(what, found, known));
    }
  }
}
