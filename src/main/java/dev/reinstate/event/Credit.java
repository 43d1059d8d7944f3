package dev.reinstate.event;

import dev.reinstate.annotation.Internal;
import dev.reinstate.annotation.Public;
import dev.reinstate.format.CountedInput;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;

/**
 * How much each memory that a prediction read has helped or harmed it, once feedback or default
 * feedback has come. The read is the one that {@code credit.read} asks for: as it was recorded, or
 * repeated.
 *
 * @param key the observation's key
 * @param feedbackId the feedback; {@link Feedback#DEFAULT_ID} for default feedback
 * @param observationId the observation
 * @param time event time of the feedback, milliseconds since the epoch
 * @param mode {@code credit.mode} by name
 * @param modelVersion optimiser steps of the embedding network, at least 0
 * @param loss loss of the read against the target, with the memories' values as they are now: in
 *     nats for classes and rewards, half the squared error for values
 * @param target the target against which the loss is taken
 * @param memories one entry for each memory read, in the order of the read; not changed by anyone
 */
@Public
public record Credit(
    String key,
    String feedbackId,
    String observationId,
    long time,
    String mode,
    long modelVersion,
    double loss,
    double target,
    List<MemoryCredit> memories)
    implements HasFields {

  @Internal
  @Override
  public <E extends Exception> void fields(FieldVisitor<E> to) throws E {
    to.text("key", key);
    to.text("feedbackId", feedbackId);
    to.text("observationId", observationId);
    to.int64("time", time);
    to.text("mode", mode);
    to.int64("modelVersion", modelVersion);
    to.float64("loss", loss);
    to.float64("target", target);
    to.list("memories", memories);
  }

  /** Reads what {@link FieldOutput} wrote. */
  public static Credit read(DataInput in) throws IOException {
    return new Credit(
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readLong(),
        in.readUTF(),
        in.readLong(),
        in.readDouble(),
        in.readDouble(),
        CountedInput.list(in, MemoryCredit::readFrom));
  }

  /** Whether all its numbers are finite: no other leaves the learner. */
  public boolean isFinite() {
    for (MemoryCredit memory : memories) {
      if (!memory.isFinite()) {
        return false;
      }
    }
    return Double.isFinite(loss);
  }

  /**
   * The credit of one memory.
   *
   * @param memoryId the memory: its observation's id
   * @param memoryTime event time of its observation, milliseconds since the epoch
   * @param weight attention weight in the read, the mean over the heads, 0 to 1
   * @param credit −a(u − ū), summed over the heads, with u = ∂loss/∂a and ū its mean over the read:
   *     to first order, the gain in −loss per unit of the memory's logit. Positive where the memory
   *     helped. The credits of a read sum to 0 together with those of its null slots, which are not
   *     emitted; without {@code memory.null-slot} they sum to 0 by themselves
   * @param leaveOneOut loss of the read without this memory, less the loss with it; positive where
   *     it helped
   * @param gradientNorm norm of the loss's gradient with respect to the memory's embedding; 0 where
   *     no gradient went through it
   * @param reinstatementError 1 − cosine of the stored embedding and the reinstated one, 0 to 2;
   *     NaN where it was not reinstated
   * @param evicted whether the memory was no longer held
   * @param read the name of the read that it is of, empty where the job has one without a name
   */
  public record MemoryCredit(
      String memoryId,
      long memoryTime,
      float weight,
      float credit,
      float leaveOneOut,
      float gradientNorm,
      float reinstatementError,
      boolean evicted,
      String read)
      implements HasFields {

    /** The credit of a memory in a read that has no name. */
    public MemoryCredit(
        String memoryId,
        long memoryTime,
        float weight,
        float credit,
        float leaveOneOut,
        float gradientNorm,
        float reinstatementError,
        boolean evicted) {
      this(
          memoryId,
          memoryTime,
          weight,
          credit,
          leaveOneOut,
          gradientNorm,
          reinstatementError,
          evicted,
          "");
    }

    @Internal
    @Override
    public <E extends Exception> void fields(FieldVisitor<E> to) throws E {
      to.text("memoryId", memoryId);
      to.int64("memoryTime", memoryTime);
      to.float32("weight", weight);
      to.float32("credit", credit);
      to.float32("leaveOneOut", leaveOneOut);
      to.float32("gradientNorm", gradientNorm);
      to.float32("reinstatementError", reinstatementError);
      to.bool("evicted", evicted);
      to.optionalText("read", read);
    }

    private static MemoryCredit readFrom(DataInput in) throws IOException {
      return new MemoryCredit(
          in.readUTF(),
          in.readLong(),
          in.readFloat(),
          in.readFloat(),
          in.readFloat(),
          in.readFloat(),
          in.readFloat(),
          in.readBoolean(),
          in.readUTF());
    }

    /** Whether all its numbers are finite, but for the error, which is NaN where there is none. */
    public boolean isFinite() {
      return Float.isFinite(weight)
          && Float.isFinite(credit)
          && Float.isFinite(leaveOneOut)
          && Float.isFinite(gradientNorm)
          && !Float.isInfinite(reinstatementError);
    }
  }
}
