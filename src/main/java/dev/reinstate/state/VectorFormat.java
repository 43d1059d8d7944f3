package dev.reinstate.state;

import dev.reinstate.memory.StoredVector;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A quantised vector as scale, length and bytes. */
public final class VectorFormat {

  private VectorFormat() {}

  public static void write(StoredVector vector, DataOutput out) throws IOException {
    out.writeFloat(vector.scale());
    out.writeShort(vector.bytes().length);
    out.write(vector.bytes());
  }

  public static StoredVector read(DataInput in) throws IOException {
    float scale = in.readFloat();
    byte[] bytes = new byte[in.readUnsignedShort()];
    in.readFully(bytes);
    return new StoredVector(bytes, scale);
  }
}
