package dev.reinstate.learner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How samples are written to bytes. */
final class SampleFormat {

  private static final int FORMAT = 1;

  /** Writes an item. */
  interface Writer<T> {
    void write(T item, DataOutput out) throws IOException;
  }

  private SampleFormat() {}

  static <T> void write(Sample<T> sample, Writer<T> writer, DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeLong(sample.offers());
    out.writeDouble(sample.rate());
    out.writeLong(sample.time());
    out.writeInt(sample.kept().size());
    for (T item : sample.kept()) {
      writer.write(item, out);
    }
  }

  /** Lets a sample go on from what was written. */
  static <T> void read(DataInput in, Counted.Reader<T> reader, Sample<T> into) throws IOException {
    int format = in.readUnsignedByte();
    if (format != FORMAT) {
      throw new IOException(
          "what is rehearsed has format %d; this version reads format %d"
              .formatted(format, FORMAT));
    }
    long offers = in.readLong();
    double rate = in.readDouble();
    long time = in.readLong();
    into.restore(offers, rate, time, Counted.list(in, reader));
  }
}
