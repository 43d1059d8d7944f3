package dev.reinstate.compute;

import java.io.Serializable;

/**
 * How networks are computed. It affects the speed and the last bits of results, nothing else.
 *
 * @param engine {@code compute.provider}
 * @param device {@code compute.device}
 * @param threads {@code compute.threads}: native threads of each caller, from 1
 */
public record ComputeSettings(Engine engine, Device device, int threads) implements Serializable {

  /** Plain Java, which runs anywhere. */
  public static final ComputeSettings JAVA = new ComputeSettings(Engine.JAVA, Device.AUTO, 1);

  /** {@code compute.provider}. */
  public enum Engine {
    /** Plain Java. */
    JAVA,
    /** ND4J's matrix products, with OpenBLAS. */
    ND4J,
    /** PyTorch's library. */
    TORCH
  }

  /** The same on another device. */
  public ComputeSettings on(Device other) {
    return new ComputeSettings(engine, other, threads);
  }
}
