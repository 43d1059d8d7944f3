package dev.reinstate.cli;

import dev.reinstate.kafka.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.client.program.MiniClusterClient;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A Kafka broker and a Flink cluster in this JVM, reachable from this machine alone. */
final class LocalServers implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

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
  static LocalServers start(Path folder, int port, int slots) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
    try {
      Configuration configuration = new Configuration();
      configuration.set(RestOptions.BIND_ADDRESS, HOST);
      configuration.set(RestOptions.ADDRESS, HOST);
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

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  String webInterface() throws Exception {
    return cluster.getRestAddress().get().toString();
  }

  MiniClusterClient client() {
    return client;
  }

  Path folder() {
    return folder;
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
