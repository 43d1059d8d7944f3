package dev.reinstate.learner;

import dev.reinstate.memory.QuantisedVector;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A quantised vector as scale, length and bytes. */
final class VectorFormat {

  private VectorFormat() {}

  static void write(QuantisedVector vector, DataOutput out) throws IOException {
    out.writeFloat(vector.scale());
    out.writeShort(vector.bytes().length);
    out.write(vector.bytes());
  }

  static QuantisedVector read(DataInput in) throws IOException {
    float scale = in.readFloat();
    byte[] bytes = new byte[in.readUnsignedShort()];
    in.readFully(bytes);
    return new QuantisedVector(bytes, scale);
  }
}
