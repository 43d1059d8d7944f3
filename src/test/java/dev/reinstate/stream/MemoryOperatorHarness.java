package dev.reinstate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Prediction;
import dev.reinstate.learner.LearnerSnapshot;
import dev.reinstate.model.ModelPart;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.state.FlinkState;
import dev.reinstate.stream.state.StateNames;
import dev.reinstate.stream.types.RejectedEvent;
import dev.reinstate.stream.types.TrainingInput;
import dev.reinstate.stream.types.WireTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * A memory operator without a job around it: events and models go in, predictions and the rest come
 * out, and all that it keeps can be counted. As in the job, the first input alone is keyed and the
 * second passes all time at once.
 */
public final class MemoryOperatorHarness implements AutoCloseable {

  /** Where keyed state is kept. */
  public enum Backend {
    HEAP,
    ROCKSDB,
    /** With a cache that has room for a page or two. */
    ROCKSDB_SMALL_CACHE;

    private static final long SMALL_CACHE = 5_000;

    private JobSettings settings(JobSettings settings) {
      return this != ROCKSDB_SMALL_CACHE
          ? settings
          : new JobSettings(
              settings.learner(),
              settings.modelFile(),
              settings.order(),
              settings.placement(),
              settings.batches(),
              SMALL_CACHE,
              settings.publishInterval(),
              settings.autoencoderStepsPerSecond(),
              settings.kafka(),
              settings.flink());
    }

    private StateBackend create() {
      return this == HEAP ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
    }
  }

  private static final int MAX_PARALLELISM = TestMetrics.MAX_PARALLELISM;

  private static final String HEADER = "header";
  private static final List<String> MAPS =
      List.of("pages", "codes", "traces", "held", "due", "names", "waiting");

  private static final FlinkState.KeyTimers NO_TIMERS =
      new FlinkState.KeyTimers() {
        @Override
        public void register(long time) {}

        @Override
        public void delete(long time) {}
      };

  private final JobSettings settings;
  private final Backend backend;
  private final TestMetrics metrics = new TestMetrics();
  private final Harness harness;
  private final MemoryOperator operator;
  private long checkpoints;

  private MemoryOperatorHarness(
      JobSettings settings,
      Backend backend,
      OperatorSubtaskState state,
      int parallelism,
      int subtask)
      throws Exception {
    this(settings, backend, state, new JobID(), parallelism, subtask);
  }

  private MemoryOperatorHarness(
      JobSettings settings,
      Backend backend,
      OperatorSubtaskState state,
      JobID job,
      int parallelism,
      int subtask)
      throws Exception {
    this.settings = settings;
    this.backend = backend;
    harness =
        new Harness(backend.settings(settings), metrics.environment(job, parallelism, subtask));
    harness.setStateBackend(backend.create());
    harness.setup(
        WireTypes.PREDICTION.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    operator = (MemoryOperator) harness.getOperator();
    operator.processWatermarkStatus2(WatermarkStatus.IDLE);
  }

  /** An operator that has not seen anything. */
  public static MemoryOperatorHarness open(JobSettings settings, Backend backend) throws Exception {
    return new MemoryOperatorHarness(settings, backend, null, 1, 0);
  }

  /** One of several subtasks that have not seen anything. */
  public static MemoryOperatorHarness open(
      JobSettings settings, Backend backend, int parallelism, int subtask) throws Exception {
    return new MemoryOperatorHarness(settings, backend, null, parallelism, subtask);
  }

  /** One of several subtasks of a certain job. */
  static MemoryOperatorHarness open(
      JobSettings settings, Backend backend, JobID job, int parallelism, int subtask)
      throws Exception {
    return new MemoryOperatorHarness(settings, backend, null, job, parallelism, subtask);
  }

  /** Another operator that goes on from a snapshot. */
  public static MemoryOperatorHarness restore(
      JobSettings settings, Backend backend, OperatorSubtaskState state) throws Exception {
    return new MemoryOperatorHarness(settings, backend, state, 1, 0);
  }

  /**
   * All subtasks of a job that goes on from the snapshots of another job's subtasks.
   *
   * @param snapshots one for each subtask there was
   * @param parallelism how many subtasks there are now
   */
  public static List<MemoryOperatorHarness> rescale(
      JobSettings settings, Backend backend, List<OperatorSubtaskState> snapshots, int parallelism)
      throws Exception {
    OperatorSubtaskState all =
        AbstractStreamOperatorTestHarness.repackageState(
            snapshots.toArray(OperatorSubtaskState[]::new));
    List<MemoryOperatorHarness> subtasks = new ArrayList<>();
    for (int subtask = 0; subtask < parallelism; subtask++) {
      OperatorSubtaskState part =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              all, MAX_PARALLELISM, snapshots.size(), parallelism, subtask);
      subtasks.add(new MemoryOperatorHarness(settings, backend, part, parallelism, subtask));
    }
    return subtasks;
  }

  public void push(Event... events) throws Exception {
    push(List.of(events));
  }

  public void push(Collection<? extends Event> events) throws Exception {
    for (Event event : events) {
      StreamRecord<Event> element = new StreamRecord<>(event, event.time());
      operator.setKeyContextElement1(element);
      operator.processElement1(element);
    }
  }

  void model(Collection<ModelPart> parts) throws Exception {
    for (ModelPart part : parts) {
      StreamRecord<ModelPart> element = new StreamRecord<>(part);
      operator.setKeyContextElement2(element);
      operator.processElement2(element);
    }
  }

  /** Event time has passed a time. */
  public void watermark(long time) throws Exception {
    operator.processWatermark1(new Watermark(time));
  }

  /** The clock shows a time. */
  void clock(long time) throws Exception {
    harness.setProcessingTime(time);
  }

  /** A barrier comes; what is kept then. */
  public OperatorSubtaskState snapshot() throws Exception {
    checkpoints++;
    harness.prepareSnapshotPreBarrier(checkpoints);
    return harness.snapshot(checkpoints, checkpoints);
  }

  /** A savepoint in the form that every backend reads. */
  public OperatorSubtaskState savepoint() throws Exception {
    checkpoints++;
    harness.prepareSnapshotPreBarrier(checkpoints);
    return harness
        .snapshotWithLocalState(
            checkpoints, checkpoints, SavepointType.savepoint(SavepointFormatType.CANONICAL))
        .getJobManagerOwnedState();
  }

  /** No event comes for now. */
  void idle() throws Exception {
    operator.processWatermarkStatus1(WatermarkStatus.IDLE);
  }

  /** Events come again. */
  void active() throws Exception {
    operator.processWatermarkStatus1(WatermarkStatus.ACTIVE);
  }

  /** Both inputs have no more to give. */
  void end() throws Exception {
    watermark(Watermark.MAX_WATERMARK.getTimestamp());
    operator.endInput(1);
    operator.endInput(2);
    operator.finish();
  }

  /** An operator that goes on from here, as after a restart; this one is gone. */
  MemoryOperatorHarness restart() throws Exception {
    OperatorSubtaskState state = snapshot();
    close();
    return restore(settings, backend, state);
  }

  public List<Prediction> predictions() {
    return harness.extractOutputValues();
  }

  public List<Credit> credits() {
    return side(MemoryOperator.CREDITS);
  }

  List<RejectedEvent> rejected() {
    return side(MemoryOperator.REJECTED);
  }

  List<TrainingInput> training() {
    return side(MemoryOperator.TRAINING);
  }

  private <T> List<T> side(OutputTag<T> tag) {
    Collection<StreamRecord<T>> records = harness.getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  /** What came out until now is not seen again. */
  public void forget() {
    harness.getOutput().clear();
    for (OutputTag<?> tag :
        List.of(MemoryOperator.CREDITS, MemoryOperator.REJECTED, MemoryOperator.TRAINING)) {
      if (harness.getSideOutput(tag) != null) {
        harness.getSideOutput(tag).clear();
      }
    }
  }

  public long count(Count count) {
    return (long) metrics.accumulator(count.label());
  }

  Map<Count, Long> eventCounts() {
    Map<Count, Long> eventCounts = new TreeMap<>();
    for (Count count : Count.values()) {
      eventCounts.put(count, count(count));
    }
    return eventCounts;
  }

  /** Entries of each keyed state over all keys, those that have any. */
  public Map<String, Integer> stateEntries() throws Exception {
    operator.writeBack();
    Map<String, Integer> entries = new TreeMap<>();
    entries.put(HEADER, keys(HEADER).size());
    for (String name : MAPS) {
      for (String key : keys(name)) {
        entries.merge(name, entriesOf(name, key), Integer::sum);
      }
    }
    entries.values().removeIf(count -> count == 0);
    return entries;
  }

  /**
   * All that is kept of keys, as the operator has it; what it has on the heap alone is not there.
   */
  public FlinkState state() {
    return new FlinkState(operator.getKeyedStateStore(), keyed(), operator, NO_TIMERS);
  }

  /** Whether events that wait have been written to state by the operator itself. */
  public boolean waitsInState() {
    try (Stream<String> keys = keyed().getKeys(StateNames.WAITING, VoidNamespace.INSTANCE)) {
      return keys.findAny().isPresent();
    }
  }

  /** The keys of which a state holds something, each once. */
  List<String> keys(String state) {
    operator.writeBack();
    try (Stream<String> keys = keyed().getKeys(state, VoidNamespace.INSTANCE)) {
      return keys.distinct().sorted().toList();
    }
  }

  /** What the learner held beside keys when the last snapshot was taken. */
  LearnerSnapshot learner() throws Exception {
    ListState<byte[]> learners =
        operator
            .getOperatorStateBackend()
            .getUnionListState(
                new ListStateDescriptor<>(
                    StateNames.LEARNERS, BytePrimitiveArraySerializer.INSTANCE));
    DataInputDeserializer in = new DataInputDeserializer(learners.get().iterator().next());
    in.readInt();
    return LearnerSnapshot.read(in);
  }

  /** The keys of which any state holds something, an empty map too. */
  List<String> keys() {
    return Stream.concat(Stream.of(HEADER), MAPS.stream())
        .flatMap(state -> keys(state).stream())
        .distinct()
        .sorted()
        .toList();
  }

  private int entriesOf(String state, String key) throws Exception {
    keyed().setCurrentKey(key);
    MapState<Object, Object> map =
        keyed()
            .getPartitionedState(
                VoidNamespace.INSTANCE,
                VoidNamespaceSerializer.INSTANCE,
                new MapStateDescriptor<>(
                    state, Types.GENERIC(Object.class), Types.GENERIC(Object.class)));
    int entries = 0;
    for (Map.Entry<Object, Object> entry : map.entries()) {
      entries += entry.getKey() == null ? 0 : 1;
    }
    return entries;
  }

  private KeyedStateBackend<String> keyed() {
    return operator.getKeyedStateBackend();
  }

  /** No state, no key and no timer is left. */
  void assertNothingIsKept() throws Exception {
    assertThat(stateEntries()).isEmpty();
    assertThat(keys()).isEmpty();
    assertThat(timers()).isZero();
  }

  /** Timers of events that wait for their turn and of keys that wait to be woken. */
  public int timers() {
    return harness.numEventTimeTimers();
  }

  /** Records and watermarks as they went on, in their order. */
  Queue<Object> output() {
    return harness.getOutput();
  }

  /** What the operator shows. */
  TestMetrics metrics() {
    return metrics;
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }

  private static final class Harness extends AbstractStreamOperatorTestHarness<Prediction> {

    private Harness(JobSettings settings, MockEnvironment environment) throws Exception {
      super(new MemoryOperatorFactory(settings, settings.initialModel()), environment);
      config.setStatePartitioner(0, (KeySelector<Event, String>) Event::key);
      config.setStateKeySerializer(
          Types.STRING.createSerializer(executionConfig.getSerializerConfig()));
      config.serializeAllConfigs();
    }
  }
}
