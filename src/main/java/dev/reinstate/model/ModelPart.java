package dev.reinstate.model;

import dev.reinstate.event.FieldOutput;
import dev.reinstate.event.FieldVisitor;
import dev.reinstate.event.HasFields;
import dev.reinstate.format.CountedInput;
import java.io.DataInput;
import java.io.IOException;

/**
 * One part of a network's parameters on their way from the trainer to the memories.
 *
 * @param attempt grows with each start of the trainer, 0 to {@link #MAX_ATTEMPT}; the highest
 *     (attempt, version) wins
 * @param version optimiser steps of this network
 * @param network {@code embedding}, {@code standardiser} or {@code autoencoder}
 * @param slot 0 or 1, alternating from one publication of the network to the next
 * @param part number of this part, from 0
 * @param parts how many parts make the whole
 * @param sha256 of the whole, 32 bytes
 * @param bytes this part of the whole
 */
public record ModelPart(
    long attempt,
    long version,
    String network,
    int slot,
    int part,
    int parts,
    byte[] sha256,
    byte[] bytes)
    implements HasFields {

  /** The network of {@link Model#embedding}. */
  public static final String EMBEDDING = "embedding";

  /** {@link Model#standardiser}, which is no network but travels as one. */
  public static final String STANDARDISER = "standardiser";

  /** The network of {@link Model#autoencoder}. */
  public static final String AUTOENCODER = "autoencoder";

  /** The longest part. Well under a broker's default limit of a mebibyte. */
  public static final int MAX_BYTES = 512 * 1024;

  /**
   * The highest attempt: the last millisecond of the year 9999. A trainer takes the clock's for its
   * own where it knows of none that is higher, so what lies beyond is no trainer's.
   */
  public static final long MAX_ATTEMPT = 253_402_300_799_999L;

  @Override
  public <E extends Exception> void fields(FieldVisitor<E> to) throws E {
    to.int64("attempt", attempt);
    to.int64("version", version);
    to.text("network", network);
    to.int32("slot", slot);
    to.int32("part", part);
    to.int32("parts", parts);
    to.bytes("sha256", sha256);
    to.bytes("bytes", bytes);
  }

  /** Reads what {@link FieldOutput} wrote. */
  public static ModelPart read(DataInput in) throws IOException {
    return new ModelPart(
        in.readLong(),
        in.readLong(),
        in.readUTF(),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        CountedInput.bytes(in),
        CountedInput.bytes(in));
  }

  /** Whether a trainer may have published something under an attempt. */
  static boolean isAttempt(long attempt) {
    return attempt >= 0 && attempt <= MAX_ATTEMPT;
  }
}
