package dev.reinstate.compute.torch;

import dev.reinstate.compute.ComputeException;
import dev.reinstate.compute.FileNetwork;
import dev.reinstate.compute.NetworkFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A user's network, from a TorchScript file. */
final class ScriptNetwork extends TorchNetwork implements FileNetwork {

  private final NetworkFile file;

  private ScriptNetwork(
      NetworkFile file, TorchFunction function, int inputSize, int outputSize, Device device) {
    super(function, inputSize, outputSize, device);
    this.file = file;
  }

  /**
   * Loads a network.
   *
   * @param unitParts equal parts of its outputs that are divided by their length; 0: none
   * @throws ComputeException if it is no TorchScript, or computes rows of other sizes
   */
  static ScriptNetwork load(
      NetworkFile file, int inputSize, int outputSize, int unitParts, Device device) {
    JitModule module = module(file);
    module.to(device, false);
    ScriptFunction function = new ScriptFunction(module, outputSize, unitParts);
    ScriptCheck.check(file, function, inputSize, outputSize, device);
    return new ScriptNetwork(file, function, inputSize, outputSize, device);
  }

  private static JitModule module(NetworkFile file) {
    try {
      Path copy = Files.createTempFile("reinstate", ".pt");
      try {
        Files.write(copy, file.content());
        return torch.load(copy.toString());
      } catch (RuntimeException e) {
        throw file.wrong("is no TorchScript that PyTorch can load; save it with torch.jit.save");
      } finally {
        Files.delete(copy);
      }
    } catch (IOException e) {
      throw new ComputeException("a temporary file cannot be written: " + e.getMessage(), e);
    }
  }

  /** Saves the original module with other numbers in the place of its parameters. */
  @Override
  public void save(Path to) throws IOException {
    float[] values = new float[parameterCount()];
    readParameters(values);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      JitModule module = module(file);
      int at = 0;
      for (Tensor parameter : ScriptFunction.parameters(module)) {
        int count = Math.toIntExact(parameter.numel());
        Tensor flat = torch.torch_empty(count);
        flat.data_ptr_float().put(values, at, count);
        parameter.copy_(flat.view_as(parameter));
        at += count;
      }
      module.save(to.toString());
    } catch (RuntimeException e) {
      throw new IOException("%s cannot be written: %s".formatted(to, e.getMessage()), e);
    }
  }
}
