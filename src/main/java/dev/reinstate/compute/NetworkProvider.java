package dev.reinstate.compute;

/** Makes networks that are computed by one engine on one device. */
public interface NetworkProvider {

  /** A multilayer perceptron, with all parameters 0. The caller closes it. */
  Network mlp(MlpShape shape);

  /**
   * A network that a user made elsewhere. The caller closes it.
   *
   * @param in numbers of a row that it must take
   * @param out numbers of a row that it must give
   * @param unitParts equal parts of its outputs that are divided by their length; 0: none
   * @throws ComputeException if the engine runs no such networks, or not this one
   */
  default FileNetwork script(NetworkFile file, int in, int out, int unitParts) {
    throw new ComputeException(
        "%s: networks from files need compute.provider torch".formatted(file.setting()));
  }

  /** A product of square matrices, size × size. The caller closes it. */
  SquareProduct product(int size);

  /**
   * The provider that settings ask for.
   *
   * @throws ComputeException if its libraries or the device are not there
   */
  static NetworkProvider of(ComputeSettings settings) {
    return Engines.open(settings);
  }
}
