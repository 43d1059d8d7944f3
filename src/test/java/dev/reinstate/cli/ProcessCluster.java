package dev.reinstate.cli;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * A Flink cluster of separate JVMs on this machine, so that one of them can be killed. It knows
 * Flink alone: the job's classes come with its jar.
 */
final class ProcessCluster implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final String LIBRARIES = libraries();

  private static final String LOGGING =
      """
      appender.console.type = Console
      appender.console.name = console
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1} - %m%n
      rootLogger.level = info
      rootLogger.appenderRef.console.ref = console
      logger.kafka.name = org.apache.kafka
      logger.kafka.level = warn
      """;

  private final Path conf;
  private final Configuration configuration;
  private final ChildJvms jvms;
  private final RestClusterClient<String> client;
  private int taskManagers;

  /**
   * Starts a JobManager.
   *
   * @param folder for the configuration and for what the JVMs keep
   * @param logs folder for what the JVMs say
   * @param settings of the cluster, beside those that it needs to be one
   */
  ProcessCluster(Path folder, Path logs, Map<String, String> settings) throws Exception {
    conf = Files.createDirectories(folder.resolve("conf"));
    configuration = configuration(settings);
    Files.writeString(conf.resolve("log4j2.properties"), LOGGING);
    Files.write(
        conf.resolve("config.yaml"),
        configuration.toMap().entrySet().stream()
            .map(setting -> "%s: \"%s\"".formatted(setting.getKey(), setting.getValue()))
            .toList());
    jvms = new ChildJvms(folder, logs);
    start(
        "jobmanager",
        StandaloneSessionClusterEntrypoint.class,
        ProcessMemoryUtils.generateJvmParametersStr(
            JobManagerProcessUtils.processSpecFromConfig(configuration)),
        List.of());
    client = new RestClusterClient<>(configuration, "cluster");
  }

  private static Configuration configuration(Map<String, String> settings) throws IOException {
    Configuration configuration = Configuration.fromMap(settings);
    InetAddress host = InetAddress.getByName(HOST);
    // holds both open until both are known, or they might be the same
    try (ServerSocket rpc = new ServerSocket(0, 1, host);
        ServerSocket rest = new ServerSocket(0, 1, host)) {
      configuration.set(JobManagerOptions.PORT, rpc.getLocalPort());
      configuration.set(RestOptions.PORT, rest.getLocalPort());
    }
    configuration.set(JobManagerOptions.ADDRESS, HOST);
    configuration.set(JobManagerOptions.BIND_HOST, HOST);
    configuration.set(JobManagerOptions.JVM_HEAP_MEMORY, MemorySize.ofMebiBytes(256));
    configuration.set(RestOptions.ADDRESS, HOST);
    configuration.set(RestOptions.BIND_ADDRESS, HOST);
    configuration.set(RestOptions.RETRY_DELAY, Duration.ofMillis(100));
    configuration.set(RestOptions.RETRY_MAX_ATTEMPTS, 600);
    configuration.set(TaskManagerOptions.HOST, HOST);
    configuration.set(TaskManagerOptions.BIND_HOST, HOST);
    configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.ofMebiBytes(900));
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    // on a busy machine even the first thing takes its time
    configuration.set(RpcOptions.STARTUP_TIMEOUT, Duration.ofMinutes(1));
    configuration.set(WebOptions.REFRESH_INTERVAL, Duration.ofMillis(100));
    return configuration;
  }

  /** Flink as its image has it: without what the job's jar brings, and without the job. */
  private static String libraries() {
    Pattern ofTheJob =
        Pattern.compile(
            "(kafka|avro|flink-avro|flink-state-processor-api|flink-connector-(kafka|base)|jackson|picocli|progressbar|scala).*");
    return LauncherClassPath.all().stream()
        .filter(jar -> !ofTheJob.matcher(jar.getFileName().toString()).matches())
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator, "", File.pathSeparator + reporter()));
  }

  /** The image has it among its plug-ins. */
  private static String reporter() {
    try {
      return Path.of(
              PrometheusReporterFactory.class
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Starts a TaskManager.
   *
   * @return its resource id
   */
  String startTaskManager() throws IOException {
    String name = "taskmanager-" + ++taskManagers;
    TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
    arguments.add("-D");
    arguments.add(TaskManagerOptions.TASK_MANAGER_RESOURCE_ID.key() + "=" + name);
    start(
        name,
        TaskManagerRunner.class,
        ProcessMemoryUtils.generateJvmParametersStr(memory),
        arguments);
    return name;
  }

  private void start(String name, Class<?> main, String memory, List<String> arguments)
      throws IOException {
    List<String> options = new ArrayList<>(words(memory));
    // none of them lives long enough to gain from more
    options.add("-XX:TieredStopAtLevel=1");
    options.add("-Dlog4j2.configurationFile=" + conf.resolve("log4j2.properties"));
    List<String> all = new ArrayList<>(List.of("--configDir", conf.toString()));
    all.addAll(arguments);
    jvms.start(name, options, LIBRARIES, main, all);
  }

  private static List<String> words(String text) {
    return List.of(text.trim().split("\\s+"));
  }

  /** Waits until all TaskManagers are there, with so many free slots. */
  void awaitFree(int slots) throws Exception {
    jvms.await(
        slots + " free slots",
        () -> client.getClusterOverview().get().getNumSlotsAvailable() == slots);
  }

  /** Kills a TaskManager, without a chance to say goodbye. */
  void kill(String name) throws InterruptedException {
    jvms.kill(name);
  }

  RestClusterClient<String> client() {
    return client;
  }

  @Override
  public void close() throws InterruptedException {
    client.close();
    jvms.close();
  }
}
