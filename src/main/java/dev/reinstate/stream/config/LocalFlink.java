package dev.reinstate.stream.config;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink in this JVM, reachable from this machine alone. By itself Flink would let anybody who
 * reaches this machine submit code to it.
 */
public final class LocalFlink {

  private static final String HOST = "127.0.0.1";

  private LocalFlink() {}

  /** Settings of a cluster in this JVM: every listener on loopback, and no jars by its web page. */
  public static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.ADDRESS, HOST);
    configuration.set(RestOptions.BIND_ADDRESS, HOST);
    configuration.set(JobManagerOptions.ADDRESS, HOST);
    // the blob server's, too
    configuration.set(JobManagerOptions.BIND_HOST, HOST);
    configuration.set(TaskManagerOptions.HOST, HOST);
    configuration.set(TaskManagerOptions.BIND_HOST, HOST);
    configuration.set(WebOptions.SUBMIT_ENABLE, false);
    return configuration;
  }

  /** An environment whose jobs run in such a cluster of their own. */
  public static StreamExecutionEnvironment environment(int parallelism) {
    return environment(parallelism, new Configuration());
  }

  /**
   * An environment whose jobs run in such a cluster of their own.
   *
   * @param further settings, which go before
   */
  public static StreamExecutionEnvironment environment(int parallelism, Configuration further) {
    Configuration configuration = configuration();
    configuration.addAll(further);
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
  }
}
