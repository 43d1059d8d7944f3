package dev.reinstate.state;

import dev.reinstate.format.CountedInput;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Observation ids of a key by the time at which something of them falls due. Due times are coarse,
 * so there are few; the ids of each are in a chain of {@link DueChunk}s in keyed state, of which
 * the last one filled is known here. Whatever there is in it, adding an id, removing one and taking
 * one that is due read and write one chunk.
 */
public final class DueQueue {

  private static final int FIRST = 2;

  private long[] dues = new long[FIRST];
  private int[] counts = new int[FIRST];
  private long[] chunks = new long[FIRST];
  private int size;

  public boolean isEmpty() {
    return size == 0;
  }

  /** The earliest due time, or {@link KeyHeader#NEVER}. */
  long due() {
    return size == 0 ? KeyHeader.NEVER : dues[0];
  }

  /** All due times, the earliest first. */
  public long[] dues() {
    return Arrays.copyOf(dues, size);
  }

  /**
   * Adds an id.
   *
   * @param header of the selected key
   * @return its place, which {@link #remove} needs
   */
  public long add(KeyedState state, KeyHeader header, String id, long due) {
    int at = Arrays.binarySearch(dues, 0, size, due);
    if (at < 0) {
      at = -at - 1;
      insert(at, due);
    }
    DueChunk chunk = chunks[at] == DueChunk.NONE ? null : state.dueChunk(chunks[at]);
    if (chunk == null || chunk.isFull()) {
      chunk = new DueChunk(due, chunks[at]);
      chunks[at] = header.newPlace();
    }
    chunk.add(id);
    state.putDueChunk(chunks[at], chunk);
    counts[at]++;
    return chunks[at];
  }

  private void insert(int at, long due) {
    if (size == dues.length) {
      dues = Arrays.copyOf(dues, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
      chunks = Arrays.copyOf(chunks, 2 * size);
    }
    move(at, at + 1);
    size++;
    dues[at] = due;
    counts[at] = 0;
    chunks[at] = DueChunk.NONE;
  }

  private void drop(int at) {
    move(at + 1, at);
    size--;
  }

  /** Moves what is from a place on to another place. */
  private void move(int from, int to) {
    System.arraycopy(dues, from, dues, to, size - from);
    System.arraycopy(counts, from, counts, to, size - from);
    System.arraycopy(chunks, from, chunks, to, size - from);
  }

  /**
   * Removes an id.
   *
   * @param place where {@link #add} put it
   */
  public void remove(KeyedState state, String id, long place) {
    DueChunk chunk = state.dueChunk(place);
    chunk.remove(id);
    int at = Arrays.binarySearch(dues, 0, size, chunk.due);
    counts[at]--;
    if (counts[at] > 0) {
      state.putDueChunk(place, chunk);
      return;
    }
    long last = chunks[at];
    drop(at);
    removeChain(state, last);
  }

  /** Takes all ids that are due by a time, in no certain order; they may be added again. */
  public void take(KeyedState state, long until, Consumer<String> to) {
    while (size > 0 && dues[0] <= until) {
      long number = chunks[0];
      drop(0);
      while (number != DueChunk.NONE) {
        DueChunk chunk = state.dueChunk(number);
        state.removeDueChunk(number);
        for (int i = 0; i < chunk.count(); i++) {
          to.accept(chunk.id(i));
        }
        number = chunk.before;
      }
    }
  }

  private static void removeChain(KeyedState state, long last) {
    for (long number = last; number != DueChunk.NONE; ) {
      long before = state.dueChunk(number).before;
      state.removeDueChunk(number);
      number = before;
    }
  }

  /** What it takes on the heap, about. */
  long bytes() {
    return 100 + (2L * Long.BYTES + Integer.BYTES) * dues.length;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeLong(dues[i]);
      out.writeInt(counts[i]);
      out.writeLong(chunks[i]);
    }
  }

  static DueQueue read(DataInput in) throws IOException {
    DueQueue queue = new DueQueue();
    int size = CountedInput.count(in);
    for (int i = 0; i < size; i++) {
      queue.insert(i, in.readLong());
      queue.counts[i] = in.readInt();
      queue.chunks[i] = in.readLong();
    }
    return queue;
  }
}
