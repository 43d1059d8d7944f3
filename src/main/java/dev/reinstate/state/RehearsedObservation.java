package dev.reinstate.state;

import dev.reinstate.format.Floats;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An observation that the autoencoder may learn from again.
 *
 * @param key whose it is
 * @param features raw
 */
public record RehearsedObservation(String key, float[] features) implements Rehearsable {

  /** Objects, references and lengths. */
  private static final int OVERHEAD = 64;

  @Override
  public long bytes() {
    return OVERHEAD + (long) Float.BYTES * features.length;
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(key);
    Floats.write(features, out);
  }

  public static RehearsedObservation read(DataInput in) throws IOException {
    return new RehearsedObservation(in.readUTF(), Floats.read(in));
  }
}
