package dev.reinstate.stream;

import dev.reinstate.event.Credit;
import dev.reinstate.event.DefaultFeedback;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Forget;
import dev.reinstate.event.LearnerOutput;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.event.Rejection;
import dev.reinstate.learner.Learner;
import dev.reinstate.model.Model;
import dev.reinstate.model.ModelPart;
import dev.reinstate.model.ModelReceiver;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.cache.CachedState;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.JobSettings.By;
import dev.reinstate.stream.config.JobSettings.Placement;
import dev.reinstate.stream.state.FlinkState;
import dev.reinstate.stream.state.LearnerState;
import dev.reinstate.stream.state.WaitingEvents;
import dev.reinstate.stream.types.RejectedEvent;
import dev.reinstate.stream.types.TrainingInput;
import dev.reinstate.stream.types.WireTypes;
import dev.reinstate.training.GradientSum;
import dev.reinstate.training.InitialModel;
import dev.reinstate.training.InlineTraining;
import dev.reinstate.training.SharedTraining;
import dev.reinstate.training.Trainer;
import dev.reinstate.training.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keyed operator of the job: holds the memories of its keys, and predicts and learns with them.
 * The first input is the events, keyed; the second the model's parts, broadcast. It gathers events
 * into micro-batches, moves state and results, and leaves all else to the {@link Learner}.
 *
 * <p>A micro-batch is worked on before a checkpoint's barrier and before a watermark goes on, so
 * nothing in flight is ever part of a checkpoint.
 */
final class MemoryOperator extends AbstractStreamOperator<Prediction>
    implements TwoInputStreamOperator<Event, ModelPart, Prediction>, BoundedMultiInput {

  private static final Logger LOG = LoggerFactory.getLogger(MemoryOperator.class);

  static final OutputTag<Credit> CREDITS = new OutputTag<>("credits", WireTypes.CREDIT);
  static final OutputTag<RejectedEvent> REJECTED = new OutputTag<>("rejected", WireTypes.REJECTED);
  static final OutputTag<TrainingInput> TRAINING = new OutputTag<>("training", WireTypes.TRAINING);

  /** Events that wait may take this part of memory.cache-bytes beside it. */
  private static final int WAITING_SHARE_OF_CACHE = 4;

  private static final long serialVersionUID = 1;

  private final JobSettings settings;
  private final InitialModel initialModel;

  // from initializeState on, until close
  /** The networks that this subtask computes with; brought up to date between micro-batches. */
  private transient Model model;

  /** Of what comes on the second input, at most two half-received publications of a network. */
  private transient ModelReceiver receiver;

  /** Null but under training.placement inline. */
  private transient @Nullable Trainer trainer;

  /** What the checkpoint had beside keyed state; the snapshot's writer afterwards. */
  private transient LearnerState learnerState;

  // from open on
  /** Keyed state and timers, at the key that was selected last. */
  private transient FlinkState state;

  /** Parts of keyed state, memory.cache-bytes at most; changes since the last checkpoint. */
  private transient CachedState cache;

  /** Events that event time has not passed, a quarter of memory.cache-bytes at most. */
  private transient WaitingEvents waiting;

  /** Sums over all keys of this subtask, what is rehearsed and, inline, a started batch. */
  private transient Learner learner;

  /** Accumulators and metrics; brought up to date after each micro-batch. */
  private transient MemoryMetrics published;

  /** When each kind of what is dropped was logged last. */
  private transient DropLog drops;

  /** Forwards what the learner emits to Flink's outputs; holds nothing. */
  private transient LearnerOutput results;

  /** Timers of what waits. */
  private transient InternalTimerService<VoidNamespace> orderTimers;

  /** Timers of what expires. */
  private transient InternalTimerService<VoidNamespace> wakeTimers;

  // between two calls of work or processWatermark; empty in every checkpoint
  /** Events that are worked on next, fewer than batch.size. */
  private transient List<Event> batch;

  /** Events that the watermark just passed, while it is processed. */
  private transient List<Event> due;

  /** Keys whose timers the watermark just fired, while it is processed. */
  private transient List<Wake> wakes;

  /** The timer of batch.linger; null where the batch is empty. */
  private transient @Nullable ScheduledFuture<?> linger;

  // filled anew for each record that goes out
  private transient StreamRecord<Prediction> prediction;
  private transient StreamRecord<Credit> credit;

  private record Wake(String key, long time) {}

  MemoryOperator(
      StreamOperatorParameters<Prediction> parameters,
      JobSettings settings,
      InitialModel initialModel) {
    super(parameters);
    this.settings = settings;
    this.initialModel = initialModel;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    LearnerSettings learnerSettings = TaskDevice.settings(settings.learner(), getRuntimeContext());
    model = initialModel.model(learnerSettings);
    receiver = new ModelReceiver(model);
    learnerState = new LearnerState(context, getRuntimeContext().getTaskInfo(), settings.learner());
    if (settings.placement() == Placement.INLINE) {
      trainer = initialModel.trainer(learnerSettings);
    }
    learnerState.saved().restoreModel(model, receiver, trainer);
  }

  @Override
  public void open() throws Exception {
    super.open();
    batch = new ArrayList<>();
    due = new ArrayList<>();
    wakes = new ArrayList<>();
    prediction = new StreamRecord<>(null);
    credit = new StreamRecord<>(null);
    drops = new DropLog(MemoryOperator.class);
    results = new Results();
    orderTimers = timers("order", this::takeWaiting);
    wakeTimers = timers("wake", timer -> wakes.add(new Wake(timer.getKey(), timer.getTimestamp())));
    state =
        new FlinkState(
            getKeyedStateStore(), getKeyedStateBackend(), this, new TimersOfCurrentKey(wakeTimers));
    waiting =
        new WaitingEvents(
            state,
            new TimersOfCurrentKey(orderTimers),
            settings.cacheBytes() / WAITING_SHARE_OF_CACHE);
    // a backend that keeps objects has them at hand, and writes snapshots of them later
    boolean serialises = getKeyedStateBackend().isSafeToReuseKVState();
    cache = new CachedState(state, serialises ? settings.cacheBytes() : 0);
    Training training =
        trainer == null
            ? new SharedTraining(settings.learner(), model, new TrainerElsewhere())
            : new InlineTraining(settings.learner(), trainer, model);
    learner = new Learner(settings.learner(), model, cache, training);
    learnerState.saved().restoreLearner(learner);
    published = new MemoryMetrics(learner, cache, receiver, trainer, drops, getRuntimeContext());
    published.update();
  }

  private InternalTimerService<VoidNamespace> timers(String name, OnTimer onTimer) {
    return getInternalTimerService(name, VoidNamespaceSerializer.INSTANCE, onTimer);
  }

  @FunctionalInterface
  private interface OnTimer extends Triggerable<String, VoidNamespace> {

    void fire(InternalTimer<String, VoidNamespace> timer) throws Exception;

    @Override
    default void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
      fire(timer);
    }

    @Override
    default void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
      throw new IllegalStateException("there are no timers in processing time");
    }
  }

  @Override
  public void processElement1(StreamRecord<Event> element) {
    Event event = element.getValue();
    if (event instanceof Forget forget) {
      waiting.forget(forget).forEach(learner::forgotten);
      gather(forget);
      return;
    }
    if (event instanceof Observation observation) {
      Optional<DefaultFeedback> defaultFeedback =
          settings.learner().feedback().defaultFeedbackFor(observation);
      if (defaultFeedback.isPresent()) {
        waiting.add(defaultFeedback.get());
      }
    }
    if (settings.order().by() == By.EVENT_TIME && event.time() > orderTimers.currentWatermark()) {
      waiting.add(event);
    } else {
      gather(event);
    }
  }

  private void takeWaiting(InternalTimer<String, VoidNamespace> timer) {
    waiting.take(timer.getKey(), timer.getTimestamp(), orderTimers.currentWatermark(), due);
  }

  private void gather(Event event) {
    batch.add(event);
    if (batch.size() >= settings.batches().size()) {
      work();
    } else if (linger == null) {
      long at =
          getProcessingTimeService().getCurrentProcessingTime()
              + settings.batches().linger().toMillis();
      linger = getProcessingTimeService().registerTimer(at, time -> work());
    }
  }

  @Override
  public void processElement2(StreamRecord<ModelPart> element) {
    if (trainer != null) {
      return;
    }
    String refused = receiver.receive(element.getValue());
    if (refused != null) {
      drops.dropped(Metric.MODELS_REFUSED.label(), () -> refused);
    }
    published.update();
  }

  /** Works on all that has been gathered. */
  private void work() {
    if (linger != null) {
      linger.cancel(false);
      linger = null;
    }
    if (!batch.isEmpty()) {
      learn(batch, orderTimers.currentWatermark());
      batch.clear();
      published.update();
    }
  }

  private void learn(List<Event> events, long watermark) {
    learner.process(events, watermark, results);
    String warning = learner.pollWarning();
    if (warning != null) {
      OncePerJob.warn(LOG, getRuntimeContext().getJobInfo().getJobId(), warning);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    work();
    timeServiceManager.advanceWatermark(mark);
    due.sort(EventOrder.INSTANCE);
    if (mark.equals(Watermark.MAX_WATERMARK)) {
      keepDefaultFeedbackAfterTheLastEvent();
    }
    int size = settings.batches().size();
    for (int from = 0; from < due.size(); from += size) {
      List<Event> next = due.subList(from, Math.min(due.size(), from + size));
      learn(next, mark.getTimestamp());
    }
    due.clear();
    wake(mark);
    published.update();
    output.emitWatermark(mark);
  }

  /**
   * Time does not pass at the end of input: real feedback may still come after the job is resumed.
   */
  private void keepDefaultFeedbackAfterTheLastEvent() {
    for (int last = due.size() - 1;
        last >= 0 && due.get(last) instanceof DefaultFeedback defaultFeedback;
        last--) {
      waiting.add(defaultFeedback);
      due.remove(last);
    }
  }

  /**
   * Wakes keys, also those that asked for a time behind the watermark while events were worked on.
   * What is kept at the end of input stays, for whoever goes on.
   */
  private void wake(Watermark mark) throws Exception {
    if (mark.equals(Watermark.MAX_WATERMARK)) {
      for (Wake wake : wakes) {
        state.select(wake.key());
        state.wakeAt(wake.time());
      }
      wakes.clear();
      return;
    }
    do {
      for (Wake wake : wakes) {
        learner.wake(wake.key(), mark.getTimestamp(), results);
      }
      wakes.clear();
      timeServiceManager.advanceWatermark(mark);
    } while (!wakes.isEmpty());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    work();
    writeBack();
  }

  /** Writes what is on the heap alone to the state's backend. */
  void writeBack() {
    waiting.writeBack();
    learner.writeBack();
    cache.writeBack();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    learnerState.save(learner, receiver, trainer);
  }

  @Override
  public void endInput(int input) {
    work();
  }

  @Override
  public void finish() throws Exception {
    work();
    writeBack();
    super.finish();
  }

  /** Also called where opening failed half way. */
  @Override
  public void close() throws Exception {
    if (model != null) {
      model.close();
    }
    if (trainer != null) {
      trainer.close();
    }
    super.close();
  }

  private record TimersOfCurrentKey(InternalTimerService<VoidNamespace> timers)
      implements FlinkState.KeyTimers {

    @Override
    public void register(long time) {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, time);
    }

    @Override
    public void delete(long time) {
      timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, time);
    }
  }

  private final class Results implements LearnerOutput {

    @Override
    public void prediction(Prediction value) {
      output.collect(prediction.replace(value, value.time()));
    }

    @Override
    public void credit(Credit value) {
      output.collect(CREDITS, credit.replace(value, value.time()));
    }

    @Override
    public void rejected(Event event, Rejection reason, String message) {
      output.collect(
          REJECTED, new StreamRecord<>(new RejectedEvent(event, reason, message), event.time()));
      drops.dropped(reason.label(), () -> DropLog.words(event) + ": " + message);
    }

    @Override
    public void dropped(Event event, Count count) {
      drops.dropped(count.label(), () -> DropLog.words(event));
    }
  }

  private final class TrainerElsewhere implements SharedTraining.Receiver {

    private final ObservationBudget budget =
        ObservationBudget.of(
            settings, getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());

    @Override
    public void gradients(GradientSum sum, long version) {
      output.collect(
          TRAINING,
          new StreamRecord<>(
              TrainingInput.of(sum, receiver.attempt(ModelPart.EMBEDDING), version)));
    }

    @Override
    public void observations(float[] x, int rows) {
      long now = getProcessingTimeService().getCurrentProcessingTime();
      int taken = budget.take(rows, now);
      if (taken > 0) {
        float[] sent = Arrays.copyOf(x, taken * settings.learner().observationSize());
        boolean coded = model.hasAutoencoder();
        long attempt = receiver.attempt(coded ? ModelPart.AUTOENCODER : ModelPart.STANDARDISER);
        long version = coded ? model.autoencoderVersion() : model.standardiserVersion();
        output.collect(TRAINING, new StreamRecord<>(TrainingInput.of(sent, attempt, version)));
      }
    }
  }
}
