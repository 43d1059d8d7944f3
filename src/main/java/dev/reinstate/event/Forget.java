package dev.reinstate.event;

import dev.reinstate.annotation.Internal;
import dev.reinstate.annotation.Public;
import java.io.DataInput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A request to delete for good. It takes effect on arrival, regardless of event time.
 *
 * @param key the key; not empty
 * @param observationId the memory to delete; null: all of the key
 * @param time when it was asked for, milliseconds since the epoch
 */
@Public
public record Forget(String key, @Nullable String observationId, long time) implements Event {

  /** What stands for no observation's id: no id is empty. */
  private static final String WHOLE_KEY = "";

  @Internal
  @Override
  public <E extends Exception> void fields(FieldVisitor<E> to) throws E {
    to.text("key", key);
    to.text("observationId", observationId == null ? WHOLE_KEY : observationId);
    to.int64("time", time);
  }

  /** Reads what {@link FieldOutput} wrote. */
  static Forget read(DataInput in) throws IOException {
    String key = in.readUTF();
    String observationId = in.readUTF();
    return new Forget(key, observationId.equals(WHOLE_KEY) ? null : observationId, in.readLong());
  }

  /** Whether it is about all of the key. */
  public boolean isWholeKey() {
    return observationId == null;
  }

  /** Whether it is about what an event of the same key says. */
  public boolean covers(Event event) {
    return observationId == null || observationId.equals(event.observationId());
  }
}
