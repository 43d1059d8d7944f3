package dev.reinstate.cli.local;

import dev.reinstate.kafka.EmbeddedBroker;
import dev.reinstate.stream.JobCounts;
import dev.reinstate.stream.MemoryJob;
import dev.reinstate.stream.config.LocalFlink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.MiniClusterClient;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A Kafka broker and a Flink cluster in this JVM, reachable from this machine alone. */
public final class LocalServers implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long ASK_AGAIN_MILLIS = 100;

  private final Path folder;
  private final EmbeddedBroker broker;
  private final MiniCluster cluster;
  private final MiniClusterClient client;

  private LocalServers(
      Path folder, EmbeddedBroker broker, MiniCluster cluster, MiniClusterClient client) {
    this.folder = folder;
    this.broker = broker;
    this.cluster = cluster;
    this.client = client;
  }

  /**
   * Starts both.
   *
   * @param folder for their data
   * @param port of Flink's web interface; 0 takes any free one
   * @param slots of the cluster's one TaskManager
   */
  public static LocalServers start(Path folder, int port, int slots) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
    try {
      Configuration configuration = LocalFlink.configuration();
      configuration.set(RestOptions.BIND_PORT, Integer.toString(port));
      configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
      configuration.set(
          CheckpointingOptions.CHECKPOINTS_DIRECTORY,
          folder.resolve("checkpoints").toUri().toString());
      configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
      // without it a second's worth of events stands between a gradient and the next model
      configuration.set(TaskManagerOptions.BUFFER_DEBLOAT_ENABLED, true);
      configuration.set(TaskManagerOptions.BUFFER_DEBLOAT_TARGET, Duration.ofMillis(50));
      // counts reach the client with the heartbeats
      configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(500));
      MiniCluster cluster =
          new MiniCluster(
              new MiniClusterConfiguration.Builder()
                  .setConfiguration(configuration)
                  .setNumTaskManagers(1)
                  .setNumSlotsPerTaskManager(slots)
                  .build());
      cluster.start();
      return new LocalServers(
          folder, broker, cluster, new MiniClusterClient(configuration, cluster));
    } catch (Exception e) {
      broker.close();
      throw e;
    }
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  public String webInterface() throws Exception {
    return cluster.getRestAddress().get().toString();
  }

  public MiniClusterClient client() {
    return client;
  }

  /**
   * Waits until the sources of events, which have an end, have come to it. A savepoint in the
   * middle of that would be declined, and the job would fail.
   */
  public void awaitEndOfSources(JobID job) throws Exception {
    long giveUp = System.nanoTime() + PATIENCE_NANOS;
    while (!sourcesHaveEnded(job)) {
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException("the sources did not come to their end");
      }
      TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MILLIS);
    }
  }

  private boolean sourcesHaveEnded(JobID job) throws Exception {
    for (AccessExecutionJobVertex vertex :
        cluster.getExecutionGraph(job).get().getVerticesTopologically()) {
      boolean source =
          MemoryJob.EVENT_SOURCES.stream()
              .anyMatch(name -> vertex.getName().startsWith("Source: " + name));
      if (source && vertex.getAggregateState() != ExecutionState.FINISHED) {
        return false;
      }
    }
    return true;
  }

  /**
   * Stops a job with a savepoint, which commits all that it has written.
   *
   * @return where the savepoint is
   */
  public String stop(JobID job) throws Exception {
    String target = folder.resolve("savepoints").toUri().toString();
    String path = client.stopWithSavepoint(job, false, target, SavepointFormatType.CANONICAL).get();
    result(job);
    return path;
  }

  /**
   * The result of a job that has ended or is about to.
   *
   * @throws IllegalStateException if it did not end well
   */
  public JobResult result(JobID job) throws Exception {
    JobResult result = client.requestJobResult(job).get();
    if (!result.isSuccess()) {
      throw new IllegalStateException(
          "the job failed", result.getSerializedThrowable().orElse(null));
    }
    return result;
  }

  /** The counts of a job that is running. */
  public JobCounts counts(JobID job) throws Exception {
    return JobCounts.of(client.getAccumulators(job, getClass().getClassLoader()).get());
  }

  /** The counts of a job that has ended well. */
  JobCounts finalCounts(JobID job) throws Exception {
    return JobCounts.of(
        result(job).toJobExecutionResult(getClass().getClassLoader()).getAllAccumulatorResults());
  }

  @Override
  public void close() throws Exception {
    try {
      cluster.close();
    } finally {
      broker.close();
    }
  }
}
