package dev.reinstate.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a sample has counted of what was offered to it.
 *
 * @param offers how many came
 * @param rate what came within a window, each counting e^(−age/window)
 * @param time the latest event time; the least long before anything came
 */
public record SampleCounts(long offers, double rate, long time) {

  public static final SampleCounts NONE = new SampleCounts(0, 0, Long.MIN_VALUE);

  public SampleCounts plus(SampleCounts other) {
    return new SampleCounts(offers + other.offers, rate + other.rate, Math.max(time, other.time));
  }

  /** A part of what came. */
  public SampleCounts times(double share) {
    return new SampleCounts((long) (offers * share), rate * share, time);
  }

  public void write(DataOutput out) throws IOException {
    out.writeLong(offers);
    out.writeDouble(rate);
    out.writeLong(time);
  }

  public static SampleCounts read(DataInput in) throws IOException {
    return new SampleCounts(in.readLong(), in.readDouble(), in.readLong());
  }
}
