package dev.reinstate.event;

import dev.reinstate.annotation.Internal;
import dev.reinstate.annotation.Public;
import dev.reinstate.format.Floats;
import java.io.DataInput;
import java.io.IOException;

/**
 * A feature vector of one key at one time.
 *
 * @param key what its memory belongs to; not empty
 * @param observationId unique within the key until the feedback horizon; not empty
 * @param time event time, milliseconds since the epoch
 * @param features the vector, {@code observation.size} numbers, each of them finite, or NaN where
 *     it is missing; not changed by anyone
 */
@Public
public record Observation(String key, String observationId, long time, float[] features)
    implements Event {

  @Internal
  @Override
  public <E extends Exception> void fields(FieldVisitor<E> to) throws E {
    to.text("key", key);
    to.text("id", observationId);
    to.int64("time", time);
    to.vector("features", features);
  }

  /** Reads what {@link FieldOutput} wrote. */
  static Observation read(DataInput in) throws IOException {
    return new Observation(in.readUTF(), in.readUTF(), in.readLong(), Floats.read(in));
  }
}
