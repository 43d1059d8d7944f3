package dev.reinstate.event;

import dev.reinstate.annotation.Internal;
import dev.reinstate.annotation.Public;
import dev.reinstate.format.CountedInput;
import dev.reinstate.format.Floats;
import java.io.DataInput;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A feature vector of one key at one time.
 *
 * @param key what its memory belongs to; not empty
 * @param observationId unique within the key until the feedback horizon; not empty
 * @param time event time, milliseconds since the epoch
 * @param features the vector, {@code observation.size} numbers, each of them finite, or NaN where
 *     it is missing; not changed by anyone
 * @param keys what it belongs to beside its key, by name, such as a merchant and a device; sorted
 *     by name, not changed by anyone
 * @param feedbackDue event time from which on {@code feedback.default-target} holds for it unless
 *     feedback has come, milliseconds since the epoch; {@link #NO_FEEDBACK_DUE} where {@code
 *     feedback.default-after} says so
 */
@Public
public record Observation(
    String key,
    String observationId,
    long time,
    float[] features,
    Map<String, String> keys,
    long feedbackDue)
    implements Event {

  /** It is not the observation that says when its feedback is due. */
  public static final long NO_FEEDBACK_DUE = Long.MIN_VALUE;

  public Observation {
    keys = keys.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(keys));
  }

  /** An observation of its key alone, which does not say when its feedback is due. */
  public Observation(String key, String observationId, long time, float[] features) {
    this(key, observationId, time, features, Map.of(), NO_FEEDBACK_DUE);
  }

  /** The same with other keys beside its own. */
  public Observation withKeys(Map<String, String> other) {
    return new Observation(key, observationId, time, features, other, feedbackDue);
  }

  /** The same with feedback that is due at another time. */
  public Observation withFeedbackDue(long other) {
    return new Observation(key, observationId, time, features, keys, other);
  }

  /** Whether it says when its feedback is due. */
  public boolean hasFeedbackDue() {
    return feedbackDue != NO_FEEDBACK_DUE;
  }

  @Internal
  @Override
  public <E extends Exception> void fields(FieldVisitor<E> to) throws E {
    to.text("key", key);
    to.text("id", observationId);
    to.int64("time", time);
    to.vector("features", features);
    to.texts("keys", keys);
    to.int64("feedbackDue", feedbackDue);
  }

  /** Reads what {@link FieldOutput} wrote. */
  static Observation read(DataInput in) throws IOException {
    return new Observation(
        in.readUTF(),
        in.readUTF(),
        in.readLong(),
        Floats.read(in),
        CountedInput.textsByName(in),
        in.readLong());
  }

  /** Reads what {@link FieldOutput} wrote when there was one key, and no time of its own. */
  static Observation readOfOneKey(DataInput in) throws IOException {
    return new Observation(in.readUTF(), in.readUTF(), in.readLong(), Floats.read(in));
  }
}
