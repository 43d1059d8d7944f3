package dev.reinstate.format;

import java.io.DataInput;
import java.io.IOException;

/** The byte that begins what is written: the number of its format, from 1. */
public final class FormatNumber {

  private FormatNumber() {}

  /**
   * Reads the number of a format.
   *
   * @param newest the newest format that this version writes; it reads all before it too
   * @param what has the format, for messages, such as "a trace"
   * @return 1 to newest
   * @throws IOException if it is another one
   */
  public static int read(DataInput in, int newest, String what) throws IOException {
    int format = in.readUnsignedByte();
    if (format < 1 || format > newest) {
      throw new IOException(
          "%s has format %d; this version reads %s%s"
              .formatted(
                  what,
                  format,
                  newest == 1 ? "format 1" : "formats 1 to " + newest,
                  format > newest ? ": it was written by a newer version" : ""));
    }
    return format;
  }
}
