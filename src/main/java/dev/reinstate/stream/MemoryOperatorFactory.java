package dev.reinstate.stream;

import dev.reinstate.event.Event;
import dev.reinstate.event.Prediction;
import dev.reinstate.model.ModelPart;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.training.InitialModel;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;

/** Makes {@link MemoryOperator}s. */
final class MemoryOperatorFactory extends AbstractStreamOperatorFactory<Prediction>
    implements TwoInputStreamOperatorFactory<Event, ModelPart, Prediction> {

  private static final long serialVersionUID = 1;

  private final JobSettings settings;
  private final InitialModel initialModel;

  MemoryOperatorFactory(JobSettings settings, InitialModel initialModel) {
    this.settings = settings;
    this.initialModel = initialModel;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends StreamOperator<Prediction>> T createStreamOperator(
      StreamOperatorParameters<Prediction> parameters) {
    return (T) new MemoryOperator(parameters, settings, initialModel);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
    return MemoryOperator.class;
  }
}
