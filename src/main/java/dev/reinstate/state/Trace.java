package dev.reinstate.state;

import dev.reinstate.memory.StoredVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What feedback needs later of an observation that was predicted. It is kept until the feedback
 * horizon.
 *
 * @param time event time of the observation
 * @param version model version of the embedding
 * @param embeddings the observation's, one for each space, while it is pending; then none: memories
 *     have them
 * @param code its code while it is pending, then null
 * @param prior the prior that the prediction had
 * @param read the memories that the prediction read
 * @param slots where its memory was written, one for each space, or {@link #NOWHERE}; none while it
 *     is pending
 * @param value what feedback said last, or all of it together
 * @param feedbackIds the feedback that was matched; none while the value is a default
 * @param keys of the observation beside its own, as far as the job uses them, by its names of them;
 *     empty where the observation has none of a name
 * @param place in the key's queue of traces
 */
public record Trace(
    long time,
    long version,
    StoredVector[] embeddings,
    byte @Nullable [] code,
    float[] prior,
    RecordedRead read,
    int[] slots,
    double value,
    String[] feedbackIds,
    String[] keys,
    long place) {

  /** The observation has become no memory of a space. */
  public static final int NOWHERE = -1;

  private static final int[] PENDING = {};

  private static final StoredVector[] NO_EMBEDDINGS = {};

  /** It is in no queue yet. */
  static final long UNQUEUED = -1;

  private static final String[] NO_FEEDBACK = {};

  public static Trace pending(
      long time,
      long version,
      StoredVector[] embeddings,
      byte[] code,
      float[] prior,
      RecordedRead read,
      String[] keys) {
    return new Trace(
        time, version, embeddings, code, prior, read, PENDING, 0, NO_FEEDBACK, keys, UNQUEUED);
  }

  /** Whether no feedback has come: the memory is not yet readable. */
  public boolean isPending() {
    return slots.length == 0;
  }

  /** Whether feedback has been matched; a default is none. */
  public boolean hasFeedback() {
    return feedbackIds.length > 0;
  }

  public boolean hasSeen(String feedbackId) {
    for (String id : feedbackIds) {
      if (id.equals(feedbackId)) {
        return true;
      }
    }
    return false;
  }

  /** What it takes on the heap, about. */
  public long bytes() {
    long bytes = 300 + read.bytes() + (long) Float.BYTES * prior.length;
    if (isPending()) {
      bytes += code.length;
    }
    for (StoredVector embedding : embeddings) {
      bytes += 60 + embedding.bytes().length;
    }
    for (String key : keys) {
      bytes += 60 + key.length();
    }
    for (String id : feedbackIds) {
      bytes += 60 + id.length();
    }
    return bytes;
  }

  public Trace withDefaultFeedback(int[] slots, double value) {
    return known(slots, value, NO_FEEDBACK);
  }

  public Trace matched(int[] slots, double value, String feedbackId) {
    String[] ids = Arrays.copyOf(feedbackIds, feedbackIds.length + 1);
    ids[feedbackIds.length] = feedbackId;
    return known(slots, value, ids);
  }

  private Trace known(int[] slots, double value, String[] feedbackIds) {
    return new Trace(
        time, version, NO_EMBEDDINGS, null, prior, read, slots, value, feedbackIds, keys, place);
  }

  /** The same with another read. */
  public Trace withRead(RecordedRead other) {
    return new Trace(
        time, version, embeddings, code, prior, other, slots, value, feedbackIds, keys, place);
  }

  /** The same in another place of the queue. */
  public Trace at(long other) {
    return new Trace(
        time, version, embeddings, code, prior, read, slots, value, feedbackIds, keys, other);
  }

  /** As it is kept: without the ids of what was read. */
  public Trace kept() {
    return withRead(read.withIds(null));
  }
}
