package dev.reinstate.state;

import dev.reinstate.format.CountedInput;
import dev.reinstate.format.Floats;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A feedback that may be learned from again, with the read that it credited: all that its gradient
 * needs, whatever has become of the memories.
 *
 * @param key of the observation
 * @param target what the feedback said
 * @param weight how much it counts
 * @param prior the prior that the prediction had
 * @param rates known when the read was made
 * @param counts memories of each source
 * @param values the memories' values
 * @param ages log1p(age/unit) of the memories; empty where age does not count
 * @param codes of the observation and of the memories, one after the other
 * @param stored their embeddings as they were stored, in modes that need them; else empty
 * @param owners hashes of the keys that the memories are of; empty where all are of the same key
 */
public record Rehearsed(
    String key,
    double target,
    float weight,
    float[] prior,
    float[] rates,
    int[] counts,
    double[] values,
    float[] ages,
    byte[] codes,
    float[] stored,
    int[] owners)
    implements Rehearsable {

  /** Objects, references and lengths. */
  private static final int OVERHEAD = 160;

  /** Of memories: no message holds a prediction that names more. */
  private static final int MAX_NUMBERS = 1 << 20;

  public int memories() {
    return values.length;
  }

  /** Whether an observation of a key is in it, or may be: hashes can be the same. */
  public boolean isOf(String other) {
    boolean found = key.equals(other);
    for (int i = 0; i < owners.length && !found; i++) {
      found = owners[i] == other.hashCode();
    }
    return found;
  }

  /** About how many bytes it takes. */
  @Override
  public long bytes() {
    return OVERHEAD
        + codes.length
        + (long) Double.BYTES * values.length
        + (long) Integer.BYTES * (counts.length - 1 + owners.length)
        + (long) Float.BYTES * (prior.length + rates.length + ages.length + stored.length);
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(key);
    out.writeDouble(target);
    out.writeFloat(weight);
    Floats.write(prior, out);
    Floats.write(rates, out);
    writeNumbers(counts, out);
    Floats.write(values, out);
    Floats.write(ages, out);
    out.writeInt(codes.length);
    out.write(codes);
    Floats.write(stored, out);
    writeNumbers(owners, out);
  }

  private static void writeNumbers(int[] numbers, DataOutput out) throws IOException {
    out.writeInt(numbers.length);
    for (int number : numbers) {
      out.writeInt(number);
    }
  }

  private static int[] readNumbers(DataInput in) throws IOException {
    int count = CountedInput.count(in, MAX_NUMBERS);
    byte[] bytes = CountedInput.bytes(in, count * Integer.BYTES);
    int[] numbers = new int[count];
    ByteBuffer.wrap(bytes).asIntBuffer().get(numbers);
    return numbers;
  }

  static Rehearsed read(DataInput in) throws IOException {
    return read(in, true, true);
  }

  /** Reads what was written when a prediction made one read. */
  static Rehearsed readOfOneSource(DataInput in) throws IOException {
    return read(in, true, false);
  }

  /** Reads what was written when there were no rates. */
  public static Rehearsed readFormer(DataInput in) throws IOException {
    return read(in, false, false);
  }

  private static Rehearsed read(DataInput in, boolean hasRates, boolean hasSources)
      throws IOException {
    String key = in.readUTF();
    double target = in.readDouble();
    float weight = in.readFloat();
    float[] prior = Floats.read(in);
    float[] rates = hasRates ? Floats.read(in) : new float[0];
    int[] counts = hasSources ? readNumbers(in) : new int[0];
    double[] values = Floats.readDoubles(in);
    float[] ages = Floats.read(in);
    byte[] codes = CountedInput.bytes(in);
    float[] stored = Floats.read(in);
    return new Rehearsed(
        key,
        target,
        weight,
        prior,
        rates,
        hasSources ? counts : new int[] {values.length},
        values,
        ages,
        codes,
        stored,
        hasSources ? readNumbers(in) : new int[0]);
  }
}
