package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.reinstate.cli.local.LocalServers;
import dev.reinstate.cluster.FlinkEngine;
import dev.reinstate.kafka.EmbeddedBroker;
import dev.reinstate.stream.config.LocalFlink;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that runs in this JVM can be reached from other machines, or takes their code. */
@Timeout(180)
class ListenersIT {

  private static final Pattern RUNNING =
      Pattern.compile("\"id\":\"(\\w+)\",\"status\":\"RUNNING\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<String> before = new HashSet<>();

  @TempDir private Path folder;

  @BeforeEach
  void known() {
    ListeningSockets.assumeKnown();
    before.addAll(ListeningSockets.all());
  }

  @Test
  void aSocketOnAllInterfacesIsSeen() throws IOException {
    try (ServerSocket everywhere = new ServerSocket(0)) {
      assertThat(ListeningSockets.reachable())
          .anyMatch(socket -> socket.endsWith(":%04X".formatted(everywhere.getLocalPort())));
    }
  }

  @Test
  void theServersOfADemoListenOnLoopbackAlone() throws Exception {
    try (LocalServers servers = LocalServers.start(folder, 0, 2)) {
      // Kafka's broker and controller, Flink's web page and its blobs
      assertThat(opened()).hasSize(4);
      assertThat(ListeningSockets.reachable()).isEmpty();
      assertThat(status(URI.create(servers.webInterface()).resolve("/jars"))).isEqualTo(404);
    }
  }

  @Test
  void severalTaskManagersExchangeDataOnLoopbackAlone() throws Exception {
    Configuration configuration = LocalFlink.configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    MiniClusterConfiguration cluster =
        new MiniClusterConfiguration.Builder()
            .setConfiguration(configuration)
            .setNumTaskManagers(2)
            .build();
    try (MiniCluster flink = new MiniCluster(cluster)) {
      flink.start();
      assertThat(opened()).hasSizeGreaterThan(2);
      assertThat(ListeningSockets.reachable()).isEmpty();
    }
  }

  @Test
  void aReplayOnFlinkListensOnLoopbackAlone() throws Exception {
    FlightsSample sample = new FlightsSample(folder.resolve("flights"), 200, List.of());
    Set<String> reachable = new HashSet<>();
    Set<String> opened = new HashSet<>();
    new FlinkEngine(sample.settings)
        .replay(
            "replay",
            sample.recording,
            events -> {
              opened.addAll(opened());
              reachable.addAll(ListeningSockets.reachable());
            });
    assertThat(opened).isNotEmpty();
    assertThat(reachable).isEmpty();
  }

  @Test
  void aRunningJobListensOnLoopbackAloneAndTakesNoJars() throws Exception {
    int port = freePort();
    URI web = URI.create("http://127.0.0.1:" + port);
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0)) {
      CompletableFuture<Executed> run =
          CompletableFuture.supplyAsync(
              () ->
                  Executed.command(
                      "run",
                      "--job",
                      "jobs/flights.yaml",
                      "--create-topics",
                      "1",
                      "--set",
                      "flink.rest.port=" + port,
                      "--set",
                      "flink.parallelism.default=1",
                      "--set",
                      "flink.execution.checkpointing.dir=" + folder.resolve("c").toUri(),
                      "--set",
                      "kafka.bootstrap-servers=" + broker.bootstrapServers()));
      String job = runningJob(run, web);

      assertThat(opened()).hasSize(4);
      assertThat(ListeningSockets.reachable()).isEmpty();
      assertThat(status(web.resolve("/jars"))).isEqualTo(404);

      http.send(
          HttpRequest.newBuilder(web.resolve("/jobs/" + job))
              .method("PATCH", HttpRequest.BodyPublishers.noBody())
              .build(),
          HttpResponse.BodyHandlers.discarding());
      run.get(1, TimeUnit.MINUTES);
    }
  }

  private Set<String> opened() {
    Set<String> opened = new HashSet<>(ListeningSockets.all());
    opened.removeAll(before);
    return opened;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return ((InetSocketAddress) socket.getLocalSocketAddress()).getPort();
    }
  }

  private String runningJob(CompletableFuture<Executed> run, URI web) throws Exception {
    String[] job = new String[1];
    Await.until(
        "a running job",
        () -> {
          if (run.isDone()) {
            fail("it has ended: " + run.get());
          }
          Matcher running = RUNNING.matcher(text(web.resolve("/jobs")));
          return running.find() && (job[0] = running.group(1)) != null;
        },
        () -> "");
    return job[0];
  }

  private String text(URI page) throws InterruptedException {
    try {
      return http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      // not there yet
      return "";
    }
  }

  /** What the page answers once the cluster has a leader; until then all pages are unavailable. */
  private int status(URI page) throws Exception {
    int[] status = new int[1];
    Await.until(
        "a leader",
        () -> (status[0] = statusNow(page)) != HttpURLConnection.HTTP_UNAVAILABLE,
        () -> page + " is unavailable");
    return status[0];
  }

  private int statusNow(URI page) throws Exception {
    return http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
