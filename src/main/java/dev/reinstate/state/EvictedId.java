package dev.reinstate.state;

import dev.reinstate.format.CountedInput;
import dev.reinstate.format.FormatNumber;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The id of an observation whose memory is no longer held, for as long as feedback may credit a
 * read of it.
 *
 * @param id the observation's id
 * @param times event times of its observations, of which more than one may have been a memory
 * @param place in the key's queue of names
 */
public record EvictedId(String id, long[] times, long place) {

  private static final int FORMAT = 1;

  /** Whether the memory of an observation of a time had the id. */
  public boolean covers(long time) {
    for (long of : times) {
      if (of == time) {
        return true;
      }
    }
    return false;
  }

  /** The same of one more memory, in another place. */
  public EvictedId with(long time, long other) {
    long[] more = times;
    if (!covers(time)) {
      more = Arrays.copyOf(times, times.length + 1);
      more[times.length] = time;
    }
    return new EvictedId(id, more, other);
  }

  /** The same in another place. */
  public EvictedId at(long other) {
    return new EvictedId(id, times, other);
  }

  /** What it takes on the heap, about. */
  public long bytes() {
    return 120 + id.length() + (long) Long.BYTES * times.length;
  }

  public void write(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeUTF(id);
    out.writeInt(times.length);
    for (long time : times) {
      out.writeLong(time);
    }
    out.writeLong(place);
  }

  public static EvictedId read(DataInput in) throws IOException {
    FormatNumber.read(in, FORMAT, "the name of an evicted memory");
    String id = in.readUTF();
    int count = CountedInput.count(in);
    long[] times = {};
    for (int i = 0; i < count; i++) {
      times = Arrays.copyOf(times, i + 1);
      times[i] = in.readLong();
    }
    return new EvictedId(id, times, in.readLong());
  }
}
