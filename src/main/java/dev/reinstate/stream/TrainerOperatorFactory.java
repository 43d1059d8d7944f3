package dev.reinstate.stream;

import dev.reinstate.model.ModelPart;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.types.TrainingInput;
import dev.reinstate.training.InitialModel;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes {@link TrainerOperator}s. */
final class TrainerOperatorFactory extends AbstractStreamOperatorFactory<ModelPart>
    implements OneInputStreamOperatorFactory<TrainingInput, ModelPart> {

  private static final long serialVersionUID = 1;

  private final JobSettings settings;
  private final InitialModel initialModel;

  TrainerOperatorFactory(JobSettings settings, InitialModel initialModel) {
    this.settings = settings;
    this.initialModel = initialModel;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends StreamOperator<ModelPart>> T createStreamOperator(
      StreamOperatorParameters<ModelPart> parameters) {
    return (T) new TrainerOperator(parameters, settings, initialModel);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
    return TrainerOperator.class;
  }
}
