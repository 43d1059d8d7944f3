package dev.reinstate.model;

import dev.reinstate.compute.Autoencoder;
import dev.reinstate.memory.Precision;

/**
 * Keeps quant(enc(x)) and gives dec of it back, by the autoencoder as it is at each moment. It has
 * learned from x as they were standardised at the time, and follows mean and deviation as it
 * follows all else that moves.
 */
public final class AutoencoderCodec implements Codec {

  private final Autoencoder autoencoder;
  private final Precision precision;
  private float[] numbers = new float[0];

  /**
   * @param precision of the code's numbers
   */
  public AutoencoderCodec(Autoencoder autoencoder, Precision precision) {
    this.autoencoder = autoencoder;
    this.precision = precision;
  }

  @Override
  public int codeBytes() {
    return precision.bytes(autoencoder.codeSize());
  }

  @Override
  public void encode(float[] raw, float[] x, int rows, byte[] codes) {
    int count = reserve(rows);
    autoencoder.encode(x, rows, numbers);
    precision.writeCodes(numbers, 0, count, codes, 0);
  }

  @Override
  public void decode(byte[] codes, int rows, float[] x) {
    int count = reserve(rows);
    precision.readCodes(codes, 0, count, numbers, 0);
    autoencoder.decode(numbers, rows, x);
  }

  @Override
  public void read(byte[] codes, int from, float[] to, int at) {
    precision.readCodes(codes, from, autoencoder.codeSize(), to, at);
  }

  private int reserve(int rows) {
    int count = rows * autoencoder.codeSize();
    if (numbers.length < count) {
      numbers = new float[count];
    }
    return count;
  }
}
