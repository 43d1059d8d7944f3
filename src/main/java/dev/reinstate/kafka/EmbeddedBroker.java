package dev.reinstate.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker in this JVM: one node, broker and controller at once, reachable from this machine
 * alone, light enough for two cores. Its data stay in the folder, and a later broker on the same
 * folder goes on with them.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final int NODE_ID = 1;
  private static final List<String> ONE_IS_ENOUGH =
      List.of(
          "background.threads",
          "num.network.threads",
          "num.recovery.threads.per.data.dir",
          "group.coordinator.threads",
          "offsets.topic.num.partitions",
          "offsets.topic.replication.factor",
          "transaction.state.log.num.partitions",
          "transaction.state.log.replication.factor",
          "transaction.state.log.min.isr",
          "share.coordinator.threads",
          "share.coordinator.state.topic.num.partitions",
          "share.coordinator.state.topic.replication.factor",
          "share.coordinator.state.topic.min.isr");

  private final FolderLock folder;
  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private EmbeddedBroker(FolderLock folder, KafkaRaftServer server, int port) {
    this.folder = folder;
    this.server = server;
    bootstrapServers = HOST + ":" + port;
  }

  /**
   * Starts a broker.
   *
   * @param folder for its data; created where it is missing
   * @param port to listen on; 0 takes any free one
   * @throws IOException if the folder cannot be used or the port is taken
   * @throws KafkaException if the broker does not start, as when another one uses the folder
   */
  public static EmbeddedBroker start(Path folder, int port) throws IOException {
    return start(folder, port, Listener.PLAIN);
  }

  /** Starts a broker whose clients speak to it as a listener wants. */
  static EmbeddedBroker start(Path folder, int port, Listener listener) throws IOException {
    Files.createDirectories(folder);
    Ports ports = Ports.find(port);
    try {
      FolderLock lock = FolderLock.take(folder);
      try {
        return new EmbeddedBroker(lock, server(folder, ports, listener), ports.broker());
      } catch (RuntimeException | IOException e) {
        lock.close();
        throw e;
      }
    } catch (RuntimeException e) {
      throw new KafkaException(
          "no broker could be started on %s:%d with its data in %s: %s"
              .formatted(HOST, ports.broker(), folder, e.getMessage()),
          e);
    }
  }

  private static KafkaRaftServer server(Path folder, Ports ports, Listener listener)
      throws IOException {
    format(folder, listener);
    KafkaRaftServer server =
        new KafkaRaftServer(new KafkaConfig(settings(folder, ports, listener), false), Time.SYSTEM);
    startup(server);
    return server;
  }

  private static void startup(KafkaRaftServer server) {
    try {
      server.startup();
    } catch (RuntimeException e) {
      // The controller may run already.
      server.shutdown();
      throw e;
    }
  }

  /** Gives a new folder the identity that the broker keeps in it. */
  private static void format(Path folder, Listener listener) throws IOException {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    Formatter formatter =
        new Formatter()
            .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
            .setNodeId(NODE_ID)
            .setClusterId(Uuid.randomUuid().toString())
            .addDirectory(folder.toString())
            .setMetadataLogDirectory(folder.toString())
            .setControllerListenerName("CONTROLLER")
            .setReleaseVersion(MetadataVersion.latestProduction())
            .setScramArguments(listener.scramUsers());
    try {
      formatter.run();
    } catch (RuntimeException | IOException e) {
      throw e;
    } catch (Exception e) {
      throw new KafkaException(e);
    }
  }

  private static Map<String, Object> settings(Path folder, Ports ports, Listener listener) {
    String protocol = listener.protocol().name;
    String broker = protocol + "://" + HOST + ":" + ports.broker();
    String controller = HOST + ":" + ports.controller();
    Map<String, Object> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put("listeners", broker + ",CONTROLLER://" + controller);
    settings.put("advertised.listeners", broker);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put(
        "listener.security.protocol.map",
        "%s:%s,CONTROLLER:PLAINTEXT".formatted(protocol, protocol));
    settings.put("security.inter.broker.protocol", protocol);
    settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
    settings.put("log.dirs", folder.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("group.initial.rebalance.delay.ms", "0");
    // The defaults are made for servers: 128 MB to find duplicates, and dozens of threads.
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
    for (String one : ONE_IS_ENOUGH) {
      settings.put(one, "1");
    }
    settings.putAll(listener.settings());
    return settings;
  }

  /** Where clients connect to. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Stops the broker; its data stay. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    folder.close();
  }

  /**
   * How clients speak to the broker, which speaks so to itself, too.
   *
   * @param settings further ones of the broker
   * @param scramUsers as kafka-storage takes them, such as SCRAM-SHA-512=[name=a,password=b]
   */
  record Listener(
      SecurityProtocol protocol, Map<String, String> settings, List<String> scramUsers) {

    static final Listener PLAIN = new Listener(SecurityProtocol.PLAINTEXT, Map.of(), List.of());
  }

  private record Ports(int broker, int controller) {

    /** Holds both open until both are known, or they might be the same. */
    static Ports find(int wanted) throws IOException {
      InetAddress host = InetAddress.getByName(HOST);
      try (ServerSocket broker = new ServerSocket(wanted, 1, host);
          ServerSocket controller = new ServerSocket(0, 1, host)) {
        return new Ports(broker.getLocalPort(), controller.getLocalPort());
      } catch (BindException e) {
        throw new IOException("port " + wanted + " of " + HOST + " is in use", e);
      }
    }
  }
}
