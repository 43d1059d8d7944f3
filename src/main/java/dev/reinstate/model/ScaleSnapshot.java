package dev.reinstate.model;

import dev.reinstate.format.Floats;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a {@link RobustScale} has seen.
 *
 * @param seen how many numbers
 * @param meanSquare 0 as long as nothing is known
 * @param first the squares of the first numbers, as long as nothing is known
 */
public record ScaleSnapshot(long seen, double meanSquare, double[] first) {

  static final ScaleSnapshot NONE = new ScaleSnapshot(0, 0, new double[0]);

  /** The one that has seen more. */
  ScaleSnapshot or(ScaleSnapshot other) {
    return other.seen > seen ? other : this;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(seen);
    out.writeDouble(meanSquare);
    Floats.write(first, out);
  }

  static ScaleSnapshot read(DataInput in) throws IOException {
    long seen = in.readLong();
    double meanSquare = in.readDouble();
    double[] first = Floats.readDoubles(in);
    boolean known = meanSquare > 0;
    if (seen < first.length
        || first.length >= RobustScale.FIRST
        || !known && seen != first.length) {
      throw new IOException(
          "a scale of %d numbers has %d first ones".formatted(seen, first.length));
    }
    return new ScaleSnapshot(seen, meanSquare, first);
  }
}
