package dev.reinstate.recording.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Vectors as they travel: little-endian float32, four bytes a number. All NaNs are read as one. */
public final class Float32Bytes {

  private Float32Bytes() {}

  public static ByteBuffer encode(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes;
  }

  /** Reads the remaining bytes, a multiple of four. */
  public static float[] decode(ByteBuffer bytes) {
    float[] vector = new float[bytes.remaining() / Float.BYTES];
    bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    for (int i = 0; i < vector.length; i++) {
      if (Float.isNaN(vector[i])) {
        vector[i] = Float.NaN;
      }
    }
    return vector;
  }
}
