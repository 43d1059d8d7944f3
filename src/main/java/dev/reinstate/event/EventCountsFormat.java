package dev.reinstate.event;

import dev.reinstate.event.EventCounts.Count;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** How counts are written to bytes: by their names, so that later versions may add some. */
public final class EventCountsFormat {

  private EventCountsFormat() {}

  public static void write(Map<Count, Long> counts, DataOutput out) throws IOException {
    out.writeInt(counts.size());
    for (Map.Entry<Count, Long> entry : counts.entrySet()) {
      out.writeUTF(entry.getKey().name());
      out.writeLong(entry.getValue());
    }
  }

  public static Map<Count, Long> read(DataInput in) throws IOException {
    Map<Count, Long> counts = new EnumMap<>(Count.class);
    for (int n = in.readInt(); n > 0; n--) {
      counts.put(readCount(in), in.readLong());
    }
    return counts;
  }

  private static Count readCount(DataInput in) throws IOException {
    String name = in.readUTF();
    try {
      return Count.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "the state has a count '%s', which this version does not know".formatted(name), e);
    }
  }
}
