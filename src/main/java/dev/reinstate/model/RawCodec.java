package dev.reinstate.model;

import dev.reinstate.memory.Float32;

/** Keeps the observation itself, which is what the mode {@code exact} compares others with. */
public record RawCodec(int inputSize) implements Codec {

  @Override
  public int codeBytes() {
    return inputSize * Float.BYTES;
  }

  @Override
  public void encode(float[] x, int rows, byte[] codes) {
    Float32.write(x, 0, rows * inputSize, codes, 0);
  }

  @Override
  public void decode(byte[] codes, int rows, float[] x) {
    Float32.read(codes, 0, rows * inputSize, x, 0);
  }
}
