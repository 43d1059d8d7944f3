package dev.reinstate.cluster;

import dev.reinstate.evaluation.Evaluation;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.stream.EventStream;
import dev.reinstate.recording.stream.OutOfOrderArrival;
import dev.reinstate.replay.ReplayScorer;
import dev.reinstate.replay.summary.BytesPerMemory;
import dev.reinstate.replay.summary.RunSummaryBuilder;
import dev.reinstate.stream.JobCounts;
import dev.reinstate.stream.MemoryJob;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.JobSettings.By;
import dev.reinstate.stream.config.JobSettings.Order;
import dev.reinstate.stream.config.JobSettings.Placement;
import dev.reinstate.stream.config.LocalFlink;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.apache.flink.client.program.MiniClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;

/**
 * Replays a recording with the live job's graph and operator, in a Flink cluster in this JVM:
 * trained inline, in event order. Predictions and credits are, bit for bit, those of the plain
 * engine.
 */
public final class FlinkEngine {

  private static final String CHECKPOINTING = "execution.checkpointing.";
  private static final int MANAGED_MEMORY_MEGABYTES = 256;
  private static final double NANOS = 1e9;

  /** A source that is read as fast as it can be is never idle. */
  private static final Duration NEVER_IDLE = Duration.ofDays(365);

  private final JobSettings settings;
  private @Nullable OutOfOrderArrival arrivals;
  private BooleanSupplier stop = () -> false;

  /**
   * @param settings of the job; the trainer's placement, the order and checkpoints are the engine's
   *     own
   */
  public FlinkEngine(JobSettings settings) {
    this.settings = forReplay(settings);
  }

  private static JobSettings forReplay(JobSettings job) {
    Map<String, String> flink = new HashMap<>(job.flink());
    flink.keySet().removeIf(key -> key.startsWith(CHECKPOINTING));
    return new JobSettings(
        job.learner(),
        job.modelFile(),
        new Order(
            By.EVENT_TIME,
            job.order().maxOutOfOrderness(),
            NEVER_IDLE,
            job.order().maxDrift(),
            job.order().maxAhead(),
            job.order().maxBehind()),
        Placement.INLINE,
        job.batches(),
        job.cacheBytes(),
        job.publishInterval(),
        job.autoencoderStepsPerSecond(),
        job.kafka(),
        flink);
  }

  /**
   * Lets events arrive in another order than that of their times.
   *
   * @param order none may be later than {@code order.max-out-of-orderness} allows
   */
  public FlinkEngine arriving(@Nullable OutOfOrderArrival order) {
    arrivals = order;
    return this;
  }

  /** Ends the replay early, as if the recording ended there. */
  public FlinkEngine stoppingWhen(BooleanSupplier asked) {
    stop = asked;
    return this;
  }

  /**
   * Replays a recording.
   *
   * @param name of the run
   * @param progress is told how many events have come to the job
   * @throws RecordingException if the recording is broken
   */
  public RunSummaryBuilder replay(String name, Recording recording, LongConsumer progress)
      throws Exception {
    long start = System.nanoTime();
    Evaluation evaluation = Evaluation.of(settings.learner(), recording.truth());
    ReplayScorer replayed = new ReplayScorer(evaluation);
    JobCounts counts;
    try (ReplayRegistry registry =
        new ReplayRegistry(arriving(recording), recording.events(), replayed, stop, progress)) {
      counts = run(registry);
      registry.finish();
    }
    EventCounts eventCounts = new EventCounts();
    eventCounts.addAll(counts.eventCounts());
    return replayed
        .summary(name)
        .eventCounts(
            eventCounts,
            recording.malformedFeedback().count(),
            settings.learner().feedback().defaultFeedback() != null)
        .observationsMalformed(recording.malformedObservations().count())
        .learner(settings.learner())
        .updates(counts.updates(), counts.learningFrom() == 0 ? null : counts.learningFrom())
        .autoencoderError(counts.autoencoderError())
        .bytesPerMemory(BytesPerMemory.of(settings.learner()))
        .seconds((System.nanoTime() - start) / NANOS);
  }

  private EventStream<Event> arriving(Recording recording) {
    EventStream<Event> events = recording.events();
    return arrivals == null ? events : arrivals.shuffle(events);
  }

  private JobCounts run(ReplayRegistry registry) throws Exception {
    Configuration configuration = configuration();
    MiniClusterConfiguration cluster =
        new MiniClusterConfiguration.Builder()
            .setConfiguration(configuration)
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(1)
            .build();
    try (MiniCluster flink = new MiniCluster(cluster)) {
      flink.start();
      StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
      environment.setParallelism(1);
      MemoryJob.build(environment, settings, new ReplayEndpoints(registry.name()));
      try (MiniClusterClient client = new MiniClusterClient(configuration, flink)) {
        JobResult result =
            client
                .requestJobResult(
                    client.submitJob(environment.getStreamGraph().getJobGraph()).get())
                .get();
        throwFailure(result);
        return JobCounts.of(
            result.toJobExecutionResult(getClass().getClassLoader()).getAllAccumulatorResults());
      }
    }
  }

  private static Configuration configuration() {
    Configuration configuration = LocalFlink.configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(
        TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(MANAGED_MEMORY_MEGABYTES));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return configuration;
  }

  private void throwFailure(JobResult result) {
    if (result.getSerializedThrowable().isEmpty()) {
      return;
    }
    Throwable failure =
        result.getSerializedThrowable().get().deserializeError(getClass().getClassLoader());
    throw ExceptionUtils.findThrowable(failure, RecordingException.class)
        .<RuntimeException>map(cause -> new RecordingException(cause.getMessage(), cause))
        .orElseGet(() -> new IllegalStateException("the job failed", failure));
  }
}
