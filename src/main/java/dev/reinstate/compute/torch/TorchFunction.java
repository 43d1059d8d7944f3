package dev.reinstate.compute.torch;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** What a network computes, with its parameters. */
interface TorchFunction extends AutoCloseable {

  /** Float32, on the network's device; their values may be changed in place. */
  List<Tensor> parameters();

  /**
   * Computes f of rows.
   *
   * @param x rows × inputSize
   */
  Tensor forward(Tensor x);

  @Override
  void close();
}
