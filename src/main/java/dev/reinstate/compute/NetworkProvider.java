package dev.reinstate.compute;

/** Makes networks that are computed by one engine on one device. */
public interface NetworkProvider {

  /** A multilayer perceptron; all its parameters are 0. Whoever asks for it closes it. */
  Network mlp(MlpShape shape);

  /**
   * The provider that settings ask for.
   *
   * @throws ComputeException if its libraries or the device are not there
   */
  static NetworkProvider of(ComputeSettings settings) {
    return Engines.open(settings);
  }
}
