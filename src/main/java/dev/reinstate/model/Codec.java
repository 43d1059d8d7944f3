package dev.reinstate.model;

import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.memory.Precision;
import dev.reinstate.settings.LearnerSettings;

/**
 * How an observation is kept until feedback comes: as a code of some bytes, from which it is
 * reinstated. Serves one thread.
 */
public interface Codec {

  /** The codec that settings ask for. */
  static Codec of(LearnerSettings settings, Model model) {
    if (settings.credit().mode() == CreditMode.EXACT) {
      return new DirectCodec(
          settings.inputSize(),
          settings.features().standardise() ? Standardiser.MAX : 1,
          settings.codePrecision());
    }
    return coded(settings, model);
  }

  /** The codec of all modes but {@code exact}. */
  static Codec coded(LearnerSettings settings, Model model) {
    Precision precision = settings.networks().codePrecision();
    return switch (settings.networks().codeKind()) {
      case DIRECT -> new DirectCodec(settings.inputSize(), Standardiser.MAX, precision);
      case AUTOENCODER -> new AutoencoderCodec(model.autoencoder(), precision);
    };
  }

  /** Bytes of a code. */
  int codeBytes();

  /**
   * Computes the codes of observations.
   *
   * @param x inputs, rows × {@link LearnerSettings#inputSize}
   * @param codes receives rows × codeBytes
   */
  void encode(float[] x, int rows, byte[] codes);

  /**
   * Reinstates observations.
   *
   * @param codes rows × codeBytes
   * @param x receives x̂, rows × {@link LearnerSettings#inputSize}
   */
  void decode(byte[] codes, int rows, float[] x);
}
