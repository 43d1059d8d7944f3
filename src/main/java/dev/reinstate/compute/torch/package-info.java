/**
 * The engine {@code torch}: PyTorch's library, for large networks, NVIDIA GPUs, and networks that
 * users have made elsewhere and saved as TorchScript.
 *
 * <p>Imports {@code compute}.
 */
@NullMarked
package dev.reinstate.compute.torch;

import org.jspecify.annotations.NullMarked;
