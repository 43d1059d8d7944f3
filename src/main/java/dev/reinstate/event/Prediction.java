package dev.reinstate.event;

import dev.reinstate.annotation.Internal;
import dev.reinstate.annotation.Public;
import dev.reinstate.format.CountedInput;
import dev.reinstate.format.Floats;
import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The prediction made when an observation arrived. Its arrays are not changed by anyone.
 *
 * @param key the observation's key
 * @param observationId the observation
 * @param time its event time, milliseconds since the epoch
 * @param modelVersion optimiser steps of the embedding network, at least 0
 * @param output a probability for each class, or one number: the value, or the probability that the
 *     reward is positive
 * @param memoryIds the memories read, those of most weight first; empty where there were none
 * @param weights their attention weights, each the mean over the heads, 0 to 1. They sum to 1
 *     together with the mean weight of the null slots, which is not emitted; without {@code
 *     memory.null-slot} by themselves
 * @param reads the name of the read that each is of, empty where the job has one without a name
 * @param readable memories of the key that could have been read, at least as many as were
 */
@Public
public record Prediction(
    String key,
    String observationId,
    long time,
    long modelVersion,
    float[] output,
    String[] memoryIds,
    float[] weights,
    String[] reads,
    int readable)
    implements HasFields {

  /** A prediction of one read that has no name. */
  public Prediction(
      String key,
      String observationId,
      long time,
      long modelVersion,
      float[] output,
      String[] memoryIds,
      float[] weights,
      int readable) {
    this(
        key,
        observationId,
        time,
        modelVersion,
        output,
        memoryIds,
        weights,
        unnamed(memoryIds.length),
        readable);
  }

  private static String[] unnamed(int memories) {
    String[] reads = new String[memories];
    Arrays.fill(reads, "");
    return reads;
  }

  @Internal
  @Override
  public <E extends Exception> void fields(FieldVisitor<E> to) throws E {
    to.text("key", key);
    to.text("observationId", observationId);
    to.int64("time", time);
    to.int64("modelVersion", modelVersion);
    to.vector("output", output);
    to.read("read", memoryIds, weights, reads);
    to.int32("readable", readable);
  }

  /** Reads what {@link FieldOutput} wrote. */
  public static Prediction read(DataInput in) throws IOException {
    return new Prediction(
        in.readUTF(),
        in.readUTF(),
        in.readLong(),
        in.readLong(),
        Floats.read(in),
        CountedInput.texts(in),
        Floats.read(in),
        CountedInput.texts(in),
        in.readInt());
  }

  /** Whether all its numbers are finite: no other leaves the learner. */
  public boolean isFinite() {
    return Floats.areFinite(output) && Floats.areFinite(weights);
  }
}
