package dev.reinstate.compute;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An encoder and a decoder that learn to give rows back. Their parameters share one flat vector,
 * the encoder's first.
 *
 * <p>Not quantised here: codes are numbers in [-1, 1].
 */
public final class Autoencoder implements AutoCloseable {

  private final Network encoder;
  private final Network decoder;
  private final Pass encoding;
  private final Pass decoding;
  private final float[] encoderGradient;
  private final float[] decoderGradient;
  private float[] code = new float[0];
  private float[] restored = new float[0];
  private float[] codeGradient = new float[0];

  /**
   * @param encoder from rows to codes in [-1, 1]
   * @param decoder from codes to rows
   */
  public Autoencoder(Network encoder, Network decoder) {
    if (encoder.outputSize() != decoder.inputSize()
        || encoder.inputSize() != decoder.outputSize()) {
      throw new IllegalArgumentException(
          "the decoder must undo the encoder: encoder %d -> %d, decoder %d -> %d"
              .formatted(
                  encoder.inputSize(),
                  encoder.outputSize(),
                  decoder.inputSize(),
                  decoder.outputSize()));
    }
    this.encoder = encoder;
    this.decoder = decoder;
    encoding = encoder.newPass();
    decoding = decoder.newPass();
    encoderGradient = new float[encoder.parameterCount()];
    decoderGradient = new float[decoder.parameterCount()];
  }

  public int inputSize() {
    return encoder.inputSize();
  }

  public int codeSize() {
    return encoder.outputSize();
  }

  public int parameterCount() {
    return encoder.parameterCount() + decoder.parameterCount();
  }

  /** Computes codes[r] = enc(x[r]), rows × codeSize. */
  public void encode(float[] x, int rows, float[] codes) {
    encoder.forward(x, rows, codes);
  }

  /** Computes out[r] = dec(codes[r]), rows × inputSize. */
  public void decode(float[] codes, int rows, float[] out) {
    decoder.forward(codes, rows, out);
  }

  /**
   * Adds the gradient of the loss, for each row the mean over its entries of (dec(enc(x)) − x)².
   *
   * @param gradientSum parameterCount: the sum over rows is added to it
   * @param squaredErrors at least rows: receives ‖dec(enc(x)) − x‖² of each row
   */
  public void addGradient(float[] x, int rows, float[] gradientSum, double[] squaredErrors) {
    addGradient(x, rows, null, gradientSum, squaredErrors);
  }

  /**
   * As {@link #addGradient(float[], int, float[], double[])}, with the errors of some entries.
   *
   * @param counted for each entry of a row whether its error counts in squaredErrors; null where
   *     all do
   */
  public void addGradient(
      float[] x,
      int rows,
      boolean @Nullable [] counted,
      float[] gradientSum,
      double[] squaredErrors) {
    int size = inputSize();
    reserve(rows);
    encoding.forward(x, rows, code);
    decoding.forward(code, rows, restored);
    float factor = 2f / size;
    for (int row = 0; row < rows; row++) {
      double squared = 0;
      for (int entry = 0; entry < size; entry++) {
        int i = row * size + entry;
        float difference = restored[i] - x[i];
        if (counted == null || counted[entry]) {
          squared += (double) difference * difference;
        }
        restored[i] = factor * difference;
      }
      squaredErrors[row] = squared;
    }
    // the halves of the sum are worked on in place, so that the order of additions stays that of
    // rows
    System.arraycopy(gradientSum, 0, encoderGradient, 0, encoderGradient.length);
    System.arraycopy(
        gradientSum, encoderGradient.length, decoderGradient, 0, decoderGradient.length);
    decoding.backward(restored, decoderGradient, codeGradient);
    encoding.backward(codeGradient, encoderGradient, null);
    System.arraycopy(encoderGradient, 0, gradientSum, 0, encoderGradient.length);
    System.arraycopy(
        decoderGradient, 0, gradientSum, encoderGradient.length, decoderGradient.length);
  }

  /** Copies the parameters to an array of parameterCount. */
  public void readParameters(float[] to) {
    encoder.readParameters(encoderGradient);
    decoder.readParameters(decoderGradient);
    System.arraycopy(encoderGradient, 0, to, 0, encoderGradient.length);
    System.arraycopy(decoderGradient, 0, to, encoderGradient.length, decoderGradient.length);
  }

  /** Takes the parameters from an array of parameterCount. */
  public void writeParameters(float[] from) {
    System.arraycopy(from, 0, encoderGradient, 0, encoderGradient.length);
    System.arraycopy(from, encoderGradient.length, decoderGradient, 0, decoderGradient.length);
    encoder.writeParameters(encoderGradient);
    decoder.writeParameters(decoderGradient);
  }

  /**
   * Saves those of the networks that came from files.
   *
   * @throws IOException if that cannot be done
   */
  public void saveFiles(Path encoderFile, Path decoderFile) throws IOException {
    if (encoder instanceof FileNetwork file) {
      file.save(encoderFile);
    }
    if (decoder instanceof FileNetwork file) {
      file.save(decoderFile);
    }
  }

  /** Closes both networks. */
  @Override
  public void close() {
    encoder.close();
    decoder.close();
  }

  private void reserve(int rows) {
    if (code.length < rows * codeSize()) {
      code = new float[rows * codeSize()];
      codeGradient = new float[rows * codeSize()];
      restored = new float[rows * inputSize()];
    }
  }
}
