package dev.reinstate.state;

import dev.reinstate.format.FormatNumber;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Some of the observation ids of a key that fall due at one time, as a {@link DueQueue} has them.
 */
public final class DueChunk {

  /** So many are written together. */
  static final int SIZE = 64;

  /** There is no chunk before the first one of a due time. */
  public static final long NONE = -1;

  private static final int FORMAT = 1;
  private static final int FIRST = 2;

  final long due;

  /** The chunk that was filled before it, of the same due time, or {@link #NONE}. */
  final long before;

  private String[] ids;
  private int count;

  public DueChunk(long due, long before) {
    this(due, before, new String[FIRST], 0);
  }

  private DueChunk(long due, long before, String[] ids, int count) {
    this.due = due;
    this.before = before;
    this.ids = ids;
    this.count = count;
  }

  int count() {
    return count;
  }

  boolean isFull() {
    return count == SIZE;
  }

  String id(int index) {
    return ids[index];
  }

  void add(String id) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, Math.min(SIZE, 2 * count));
    }
    ids[count++] = id;
  }

  /** Takes an id out, which is here. */
  void remove(String id) {
    int index = 0;
    while (!ids[index].equals(id)) {
      index++;
    }
    count--;
    ids[index] = ids[count];
    ids[count] = null;
  }

  /** What it takes on the heap, about. */
  public long bytes() {
    long bytes = 80 + (long) Long.BYTES * ids.length;
    for (int i = 0; i < count; i++) {
      bytes += 60 + ids[i].length();
    }
    return bytes;
  }

  public void write(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeLong(due);
    out.writeLong(before);
    out.writeByte(count);
    for (int i = 0; i < count; i++) {
      out.writeUTF(ids[i]);
    }
  }

  public static DueChunk read(DataInput in) throws IOException {
    FormatNumber.read(in, FORMAT, "a part of a queue");
    long due = in.readLong();
    long before = in.readLong();
    int count = in.readUnsignedByte();
    String[] ids = new String[Math.max(count, FIRST)];
    for (int i = 0; i < count; i++) {
      ids[i] = in.readUTF();
    }
    return new DueChunk(due, before, ids, count);
  }
}
