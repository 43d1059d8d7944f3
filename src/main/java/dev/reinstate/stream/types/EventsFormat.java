package dev.reinstate.stream.types;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventFormat;
import dev.reinstate.format.CountedInput;
import dev.reinstate.format.FormatNumber;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** Events of one key and time that wait for their turn: format 1, how many, the events. */
final class EventsFormat {

  private static final int FORMAT = 1;

  private EventsFormat() {}

  static void write(List<Event> events, DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeInt(events.size());
    for (Event event : events) {
      EventFormat.write(event, out);
    }
  }

  static List<Event> read(DataInput in) throws IOException {
    FormatNumber.read(in, FORMAT, "a list of waiting events");
    return CountedInput.list(in, EventFormat::read);
  }
}
