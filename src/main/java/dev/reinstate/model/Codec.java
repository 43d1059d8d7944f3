package dev.reinstate.model;

import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.settings.LearnerSettings;

/**
 * How an observation is kept until feedback comes: as a code of some bytes, from which it is
 * reinstated. Serves one thread.
 */
public interface Codec {

  /** The codec that settings ask for. */
  static Codec of(LearnerSettings settings, Model model) {
    return settings.credit().mode() == CreditMode.EXACT
        ? new RawCodec(settings.observationSize())
        : new AutoencoderCodec(model.autoencoder(), settings.networks().codePrecision());
  }

  /** Bytes of a code. */
  int codeBytes();

  /**
   * Computes the codes of observations.
   *
   * @param x rows × observation.size
   * @param codes receives rows × codeBytes
   */
  void encode(float[] x, int rows, byte[] codes);

  /**
   * Reinstates observations.
   *
   * @param codes rows × codeBytes
   * @param x receives x̂, rows × observation.size
   */
  void decode(byte[] codes, int rows, float[] x);
}
