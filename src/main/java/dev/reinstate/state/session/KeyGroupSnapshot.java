package dev.reinstate.state.session;

import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.EventCountsFormat;
import dev.reinstate.format.Floats;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/**
 * What the keys of a group have together.
 *
 * @param number of the group
 * @param standing how much there is of them
 * @param known statistics of their values
 */
public record KeyGroupSnapshot(int number, Map<Count, Long> standing, double[] known) {

  public void write(DataOutput out) throws IOException {
    out.writeShort(number);
    EventCountsFormat.write(standing, out);
    Floats.write(known, out);
  }

  public static KeyGroupSnapshot read(DataInput in) throws IOException {
    int number = in.readUnsignedShort();
    if (number >= KeyGroups.COUNT) {
      throw new IOException(
          "a group of keys has number %d; there are groups 0 to %d"
              .formatted(number, KeyGroups.COUNT - 1));
    }
    return new KeyGroupSnapshot(number, EventCountsFormat.read(in), Floats.readDoubles(in));
  }
}
