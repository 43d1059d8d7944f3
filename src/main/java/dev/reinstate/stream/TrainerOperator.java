package dev.reinstate.stream;

import dev.reinstate.model.ModelPart;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.state.TrainerState;
import dev.reinstate.stream.types.TrainingInput;
import dev.reinstate.training.InitialModel;
import dev.reinstate.training.ModelPublisher;
import dev.reinstate.training.Trainer;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The trainer of {@code training.placement: shared}: gradients in, model parts out, at parallelism
 * 1. It publishes the model that it starts with at once, under an attempt higher than any before,
 * so that memories which are ahead of a restored trainer go back to what it stands by.
 *
 * <p>Where another attempt was higher all the same, as that of an earlier job whose clock was
 * ahead, memories follow that one, and what they send tells so: the trainer then overtakes it.
 */
final class TrainerOperator extends AbstractStreamOperator<ModelPart>
    implements OneInputStreamOperator<TrainingInput, ModelPart> {

  /** Its uid, and its state's name. */
  private static final long serialVersionUID = 1;

  private final JobSettings settings;
  private final InitialModel initialModel;

  // from initializeState on, until close
  /** What the last checkpoint had; one element. */
  private transient ListState<byte[]> state;

  /** Both networks that are trained, with the gradients since their last steps. */
  private transient Trainer trainer;

  /** The attempt of this start, and which versions went out under it. */
  private transient ModelPublisher publisher;

  // from open on
  /** Counters, histograms and accumulators; brought up to date after each element. */
  private transient TrainerMetrics metrics;

  /** Whether a timer will publish; false at the start and after each publication. */
  private transient boolean publicationPlanned;

  /** Processing time in milliseconds; 0 before any. */
  private transient long lastPublication;

  private transient long overtaken;

  TrainerOperator(
      StreamOperatorParameters<ModelPart> parameters,
      JobSettings settings,
      InitialModel initialModel) {
    super(parameters);
    this.settings = settings;
    this.initialModel = initialModel;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state = context.getOperatorStateStore().getListState(TrainerState.DESCRIPTOR);
    trainer = initialModel.trainer(TaskDevice.settings(settings.learner(), getRuntimeContext()));
    long attempt = System.currentTimeMillis();
    for (byte[] saved : state.get()) {
      attempt = Math.max(attempt, TrainerState.restore(trainer, saved) + 1);
    }
    publisher = new ModelPublisher(attempt);
  }

  @Override
  public void open() throws Exception {
    super.open();
    metrics = new TrainerMetrics(trainer, new DropLog(TrainerOperator.class), getRuntimeContext());
    metrics.update();
    publish();
  }

  @Override
  public void processElement(StreamRecord<TrainingInput> element) {
    TrainingInput input = element.getValue();
    overtakeWhomItFollows(input);
    if (input.gradients() != null) {
      trainer.add(input.gradients(), input.version());
      trainer.stepEmbedding();
    } else {
      int size = settings.learner().observationSize();
      trainer.observe(input.observations(), input.observations().length / size);
    }
    metrics.update();
    if (publisher.isBehind(trainer) && !publicationPlanned) {
      planPublication();
    }
  }

  private void overtakeWhomItFollows(TrainingInput input) {
    long made = input.gradients() != null ? trainer.version() : observedVersion();
    long attempt = publisher.attempt();
    if (input.attempt() < attempt || input.attempt() == attempt && input.version() <= made) {
      return;
    }
    if (publisher.overtake(input.attempt())) {
      overtaken++;
      // two jobs on one topic overtake each other for ever
      if (Long.bitCount(overtaken) == 1) {
        LOG.warn(
            "memories follow the model of another trainer, of attempt {} and version {}, where this"
                + " trainer has given out attempt {} and version {}: a clock went back, or another"
                + " job writes to the models topic; this trainer goes on as attempt {} ({} times"
                + " by now)",
            input.attempt(),
            input.version(),
            attempt,
            made,
            publisher.attempt(),
            overtaken);
      }
    }
  }

  /** The version that memories send observations with. */
  private long observedVersion() {
    return trainer.hasAutoencoder() ? trainer.autoencoderVersion() : trainer.standardiserVersion();
  }

  private void planPublication() {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    long at = lastPublication + settings.publishInterval().toMillis();
    if (at <= now) {
      publish();
    } else {
      publicationPlanned = true;
      getProcessingTimeService().registerTimer(at, time -> publish());
    }
  }

  private void publish() {
    publicationPlanned = false;
    lastPublication = getProcessingTimeService().getCurrentProcessingTime();
    for (ModelPart part : publisher.publish(trainer)) {
      output.collect(new StreamRecord<>(part));
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state.update(List.of(TrainerState.save(trainer, publisher.attempt())));
  }

  @Override
  public void finish() throws Exception {
    publish();
    super.finish();
  }

  /** Also called where opening failed half way. */
  @Override
  public void close() throws Exception {
    if (trainer != null) {
      trainer.close();
    }
    super.close();
  }
}
