package dev.reinstate.memory;

/**
 * A vector as int8 with one scale: component = byte · scale, byte in −127..127. The error of a
 * component is at most half the scale.
 */
public record QuantisedVector(byte[] bytes, float scale) {

  private static final float LARGEST = 127;

  /** The largest component in magnitude becomes ±127. */
  public static QuantisedVector of(float[] vector, int from, int size) {
    float largest = 0;
    for (int i = 0; i < size; i++) {
      largest = Math.max(largest, Math.abs(vector[from + i]));
    }
    byte[] bytes = new byte[size];
    float scale = largest / LARGEST;
    if (scale > 0) {
      for (int i = 0; i < size; i++) {
        bytes[i] = (byte) Math.floor(vector[from + i] / scale + 0.5f);
      }
    }
    return new QuantisedVector(bytes, scale);
  }

  public void writeTo(float[] vector, int from) {
    for (int i = 0; i < bytes.length; i++) {
      vector[from + i] = bytes[i] * scale;
    }
  }
}
