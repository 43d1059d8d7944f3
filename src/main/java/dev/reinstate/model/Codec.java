package dev.reinstate.model;

import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.memory.CodeNumbers;
import dev.reinstate.memory.Precision;
import dev.reinstate.settings.LearnerSettings;

/**
 * How an observation is kept until feedback comes: as a code of some bytes, from which it is
 * reinstated. Serves one thread.
 */
public interface Codec extends CodeNumbers {

  /** The codec that settings ask for. */
  static Codec of(LearnerSettings settings, Model model) {
    if (settings.credit().mode() == CreditMode.EXACT) {
      return settings.scalesCodes()
          ? new DirectCodec(model.standardiser(), Precision.FLOAT32)
          : new PlainCodec(settings.inputSize());
    }
    return coded(settings, model);
  }

  /** The codec of all modes but {@code exact}. */
  static Codec coded(LearnerSettings settings, Model model) {
    Precision precision = settings.networks().codePrecision();
    return switch (settings.networks().codeKind()) {
      case DIRECT -> new DirectCodec(model.standardiser(), precision);
      case AUTOENCODER -> new AutoencoderCodec(model.autoencoder(), precision);
    };
  }

  /** Bytes of a code. */
  int codeBytes();

  /**
   * Computes the codes of observations.
   *
   * @param raw features, rows × {@link LearnerSettings#observationSize}
   * @param x inputs made of them, rows × {@link LearnerSettings#inputSize}
   * @param codes receives rows × codeBytes
   */
  void encode(float[] raw, float[] x, int rows, byte[] codes);

  /**
   * Reinstates observations.
   *
   * @param codes rows × codeBytes
   * @param x receives x̂, rows × {@link LearnerSettings#inputSize}
   */
  void decode(byte[] codes, int rows, float[] x);

  /** For codes that always stand for the same numbers. */
  @Override
  default long version() {
    return 0;
  }

  /**
   * Reads the numbers of codes that were decoded.
   *
   * @param x what {@link #decode} made of them
   * @param size numbers of a code
   * @param numbers receives rows × size
   */
  default void read(byte[] codes, float[] x, int rows, int size, float[] numbers) {
    for (int row = 0; row < rows; row++) {
      read(codes, row * codeBytes(), numbers, row * size);
    }
  }
}
