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
 * @param embedding the observation's embedding while it is pending, then null: the memory has it
 * @param code its code while it is pending, then null
 * @param prior the prior that the prediction had
 * @param read the memories that the prediction read
 * @param slot where its memory was written, or {@link #PENDING}
 * @param value what feedback said last, or all of it together
 * @param feedbackIds the feedback that was matched; none while the value is a default
 * @param place in the key's queue of traces
 */
public record Trace(
    long time,
    long version,
    @Nullable StoredVector embedding,
    byte @Nullable [] code,
    float[] prior,
    RecordedRead read,
    int slot,
    double value,
    String[] feedbackIds,
    long place) {

  /** No feedback has come: the memory is not yet readable. */
  public static final int PENDING = -1;

  /** It is in no queue yet. */
  static final long UNQUEUED = -1;

  private static final String[] NO_FEEDBACK = {};

  public static Trace pending(
      long time,
      long version,
      StoredVector embedding,
      byte[] code,
      float[] prior,
      RecordedRead read) {
    return new Trace(
        time, version, embedding, code, prior, read, PENDING, 0, NO_FEEDBACK, UNQUEUED);
  }

  public boolean isPending() {
    return slot == PENDING;
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
      bytes += 60 + embedding.bytes().length + code.length;
    }
    for (String id : feedbackIds) {
      bytes += 60 + id.length();
    }
    return bytes;
  }

  public Trace withDefaultFeedback(int slot, double value) {
    return new Trace(time, version, null, null, prior, read, slot, value, NO_FEEDBACK, place);
  }

  /** The same with another read. */
  public Trace withRead(RecordedRead other) {
    return new Trace(time, version, embedding, code, prior, other, slot, value, feedbackIds, place);
  }

  /** The same in another place of the queue. */
  public Trace at(long other) {
    return new Trace(time, version, embedding, code, prior, read, slot, value, feedbackIds, other);
  }

  /** As it is kept: without the ids of what was read. */
  public Trace kept() {
    return withRead(read.withIds(null));
  }

  public Trace matched(int slot, double value, String feedbackId) {
    String[] ids = Arrays.copyOf(feedbackIds, feedbackIds.length + 1);
    ids[feedbackIds.length] = feedbackId;
    return new Trace(time, version, null, null, prior, read, slot, value, ids, place);
  }
}
