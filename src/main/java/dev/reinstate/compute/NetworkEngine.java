package dev.reinstate.compute;

/**
 * Opens the networks of one engine. Engines are found by {@link java.util.ServiceLoader}. Making an
 * instance needs none of the engine's libraries; opening it does.
 */
public interface NetworkEngine {

  /** Which engine this is. */
  ComputeSettings.Engine name();

  /**
   * Prepares the engine for the calling thread.
   *
   * @param device where networks are computed
   * @param threads native threads of each caller, from 1
   * @throws ComputeException if there is no such device
   * @throws LinkageError if its libraries are not there
   */
  NetworkProvider open(Device device, int threads);
}
