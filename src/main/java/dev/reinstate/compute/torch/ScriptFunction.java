package dev.reinstate.compute.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.parameter_iterator;
import org.bytedeco.pytorch.parameter_list;

/**
 * A TorchScript module. It is evaluated, not trained, as PyTorch calls it: no dropout, and running
 * means in normalisation, since a row must not depend on those beside it. Its parameters do learn.
 */
final class ScriptFunction implements TorchFunction {

  private final JitModule module;
  private final int outputSize;
  private final int unitParts;
  private final List<Tensor> parameters;

  /**
   * @param unitParts equal parts of its outputs that are divided by their length; 0: none
   */
  ScriptFunction(JitModule module, int outputSize, int unitParts) {
    this.module = module;
    this.outputSize = outputSize;
    this.unitParts = unitParts;
    module.eval();
    parameters = parameters(module);
  }

  static List<Tensor> parameters(JitModule module) {
    List<Tensor> parameters = new ArrayList<>();
    parameter_list list = module.parameters(true);
    parameter_iterator end = list.end();
    for (parameter_iterator i = list.begin(); i.notEquals(end); i.increment()) {
      parameters.add(new Tensor(i.access()));
    }
    return parameters;
  }

  @Override
  public List<Tensor> parameters() {
    return parameters;
  }

  /** What the module itself gives. */
  IValue call(Tensor x) {
    return module.forward(new IValueVector(new IValue(x)));
  }

  @Override
  public Tensor forward(Tensor x) {
    // a tensor of its own: the other one goes with the value that holds it
    Tensor y = new Tensor(call(x).toTensor());
    return unitParts == 0 ? y : UnitParts.of(y, outputSize, unitParts);
  }

  @Override
  public void close() {
    parameters.forEach(Tensor::close);
    module.close();
  }
}
