package dev.reinstate.state;

import dev.reinstate.format.CountedInput;
import dev.reinstate.format.Floats;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A feedback that may be learned from again, with the read that it credited: all that its gradient
 * needs, whatever has become of the memories.
 *
 * @param key whose memories they are
 * @param target what the feedback said
 * @param weight how much it counts
 * @param prior the prior that the prediction had
 * @param rates known when the read was made
 * @param values the memories' values
 * @param ages log1p(age/unit) of the memories; empty where age does not count
 * @param codes of the observation and of the memories, one after the other
 * @param stored their embeddings as they were stored, in modes that need them; else empty
 */
public record Rehearsed(
    String key,
    double target,
    float weight,
    float[] prior,
    float[] rates,
    double[] values,
    float[] ages,
    byte[] codes,
    float[] stored)
    implements Rehearsable {

  /** Objects, references and lengths. */
  private static final int OVERHEAD = 160;

  public int memories() {
    return values.length;
  }

  /** About how many bytes it takes. */
  @Override
  public long bytes() {
    return OVERHEAD
        + codes.length
        + (long) Double.BYTES * values.length
        + (long) Float.BYTES * (prior.length + rates.length + ages.length + stored.length);
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(key);
    out.writeDouble(target);
    out.writeFloat(weight);
    Floats.write(prior, out);
    Floats.write(rates, out);
    Floats.write(values, out);
    Floats.write(ages, out);
    out.writeInt(codes.length);
    out.write(codes);
    Floats.write(stored, out);
  }

  static Rehearsed read(DataInput in) throws IOException {
    return read(in, true);
  }

  /** Reads what was written when there were no rates. */
  public static Rehearsed readFormer(DataInput in) throws IOException {
    return read(in, false);
  }

  private static Rehearsed read(DataInput in, boolean hasRates) throws IOException {
    String key = in.readUTF();
    double target = in.readDouble();
    float weight = in.readFloat();
    float[] prior = Floats.read(in);
    float[] rates = hasRates ? Floats.read(in) : new float[0];
    double[] values = Floats.readDoubles(in);
    float[] ages = Floats.read(in);
    byte[] codes = CountedInput.bytes(in);
    return new Rehearsed(key, target, weight, prior, rates, values, ages, codes, Floats.read(in));
  }
}
