package dev.reinstate.state;

import dev.reinstate.credit.HeadMixture;
import dev.reinstate.format.CountedInput;
import dev.reinstate.format.Floats;
import dev.reinstate.memory.IdHash;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** How recorded reads are written to bytes, as a part of what has a format number. */
final class ReadFormat {

  /** Of a read: no message holds a prediction that names more. */
  private static final int MAX_MEMORIES = 1 << 20;

  private static final int MAX_SOURCES = 1 << 16;

  private ReadFormat() {}

  static void write(RecordedRead read, DataOutput out) throws IOException {
    out.writeInt(read.counts().length);
    for (int count : read.counts()) {
      out.writeInt(count);
    }
    for (int i = 0; i < read.count(); i++) {
      out.writeInt(read.slots()[i]);
      out.writeLong(read.hashes()[i]);
      out.writeDouble(read.values()[i]);
      out.writeLong(read.times()[i]);
    }
    writeWeights(read, out);
    Floats.write(read.mixture().rates(), out);
  }

  /** Writes a read that still holds the ids of memories, as a former format did. */
  static void writeWithIds(RecordedRead read, DataOutput out) throws IOException {
    out.writeInt(read.count());
    for (int i = 0; i < read.count(); i++) {
      out.writeInt(read.slots()[i]);
      out.writeUTF(read.ids()[i]);
      out.writeDouble(read.values()[i]);
      out.writeLong(read.times()[i]);
    }
    writeWeights(read, out);
  }

  private static void writeWeights(RecordedRead read, DataOutput out) throws IOException {
    Floats.write(read.weights(), out);
    HeadMixture mixture = read.mixture();
    Floats.write(mixture.nullWeights(), out);
    Floats.write(mixture.nulls(), out);
    Floats.write(mixture.weights(), out);
    Floats.write(mixture.offset(), out);
  }

  static RecordedRead read(DataInput in) throws IOException {
    int[] counts = new int[CountedInput.count(in, MAX_SOURCES)];
    int left = MAX_MEMORIES;
    for (int source = 0; source < counts.length; source++) {
      counts[source] = CountedInput.count(in, left);
      left -= counts[source];
    }
    return read(in, counts, true);
  }

  /** Reads what was written when a prediction made one read. */
  static RecordedRead readOfOneSource(DataInput in) throws IOException {
    return read(in, oneSource(in), true);
  }

  /** Reads what was written when there were no rates. */
  static RecordedRead readWithoutRates(DataInput in) throws IOException {
    return read(in, oneSource(in), false);
  }

  private static int[] oneSource(DataInput in) throws IOException {
    return new int[] {CountedInput.count(in, MAX_MEMORIES)};
  }

  private static RecordedRead read(DataInput in, int[] counts, boolean hasRates)
      throws IOException {
    int count = Arrays.stream(counts).sum();
    int[] slots = new int[count];
    long[] hashes = new long[count];
    double[] values = new double[count];
    long[] times = new long[count];
    for (int i = 0; i < count; i++) {
      slots[i] = in.readInt();
      hashes[i] = in.readLong();
      values[i] = in.readDouble();
      times[i] = in.readLong();
    }
    float[] weights = Floats.read(in);
    HeadMixture mixture = readMixture(in, hasRates);
    return new RecordedRead(counts, slots, hashes, null, weights, values, times, mixture);
  }

  private static HeadMixture readMixture(DataInput in, boolean hasRates) throws IOException {
    return new HeadMixture(
        Floats.read(in),
        Floats.read(in),
        Floats.read(in),
        Floats.read(in),
        hasRates ? Floats.read(in) : new float[0]);
  }

  /** Reads what was written when reads held the ids of memories. */
  static RecordedRead readWithIds(DataInput in) throws IOException {
    int count = CountedInput.count(in, MAX_MEMORIES);
    int[] slots = new int[count];
    long[] hashes = new long[count];
    String[] ids = new String[count];
    double[] values = new double[count];
    long[] times = new long[count];
    for (int i = 0; i < count; i++) {
      slots[i] = in.readInt();
      ids[i] = in.readUTF();
      hashes[i] = IdHash.of(ids[i]);
      values[i] = in.readDouble();
      times[i] = in.readLong();
    }
    float[] weights = Floats.read(in);
    return new RecordedRead(
        new int[] {count}, slots, hashes, ids, weights, values, times, readMixture(in, false));
  }

  /** Reads what was written when there was the simple read alone. */
  static RecordedRead readSimple(DataInput in) throws IOException {
    int count = CountedInput.count(in, MAX_MEMORIES);
    RecordedRead read = RecordedRead.of(new int[] {count}, 1, HeadMixture.SIMPLE);
    for (int i = 0; i < count; i++) {
      read.slots()[i] = in.readInt();
      read.ids()[i] = in.readUTF();
      read.hashes()[i] = IdHash.of(read.ids()[i]);
      read.weights()[i] = in.readFloat();
      read.values()[i] = in.readDouble();
      read.times()[i] = in.readLong();
    }
    return read;
  }
}
