package dev.reinstate.compute.torch;

import dev.reinstate.compute.ComputeException;
import dev.reinstate.compute.NetworkFile;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Tries a user's network before anything is started with it. */
final class ScriptCheck {

  private static final int ROWS = 2;

  private ScriptCheck() {}

  /**
   * @throws ComputeException if it does not take rows of a size, or give rows of another
   */
  static void check(
      NetworkFile file, ScriptFunction function, int inputSize, int outputSize, Device device) {
    if (function.parameters().isEmpty()) {
      throw file.wrong("has no parameters to learn; save it before torch.jit.freeze");
    }
    for (Tensor parameter : function.parameters()) {
      if (parameter.scalar_type().intern() != ScalarType.Float) {
        throw file.wrong(
            "has parameters of type %s; expected float32 for all"
                .formatted(parameter.scalar_type().intern()));
      }
    }
    String expected =
        "expected rows of %d numbers to give rows of %d".formatted(inputSize, outputSize);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      IValue value = function.call(new Rows(inputSize, device).put(new float[0], 0, 0, ROWS));
      if (!value.isTensor()) {
        throw file.wrong("gives no tensor; " + expected);
      }
      long[] sizes = sizes(value.toTensor());
      if (!Arrays.equals(sizes, new long[] {ROWS, outputSize})) {
        throw file.wrong(
            "gives %s for %d rows; %s"
                .formatted(
                    LongStream.of(sizes)
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining(" × ")),
                    ROWS,
                    expected));
      }
    } catch (ComputeException e) {
      throw e;
    } catch (RuntimeException e) {
      throw file.wrong("fails on rows of %d numbers; %s".formatted(inputSize, expected));
    }
  }

  private static long[] sizes(Tensor tensor) {
    long[] sizes = new long[(int) tensor.dim()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = tensor.size(i);
    }
    return sizes;
  }
}
