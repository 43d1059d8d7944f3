package dev.reinstate.stream.config;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink in this JVM, reachable from this machine only. By default Flink lets anyone who can reach
 * the machine submit code.
 */
public final class LocalFlink {

  private static final String HOST = "127.0.0.1";

  private LocalFlink() {}

  /** Settings of a cluster in this JVM: all listeners on loopback, and no uploads of jars. */
  public static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.ADDRESS, HOST);
    configuration.set(RestOptions.BIND_ADDRESS, HOST);
    configuration.set(JobManagerOptions.ADDRESS, HOST);
    // also that of the blob server
    configuration.set(JobManagerOptions.BIND_HOST, HOST);
    configuration.set(TaskManagerOptions.HOST, HOST);
    configuration.set(TaskManagerOptions.BIND_HOST, HOST);
    configuration.set(WebOptions.SUBMIT_ENABLE, false);
    return configuration;
  }

  /** An environment in which each job runs in such a cluster of its own. */
  public static StreamExecutionEnvironment environment(int parallelism) {
    return environment(parallelism, new Configuration());
  }

  /**
   * An environment in which each job runs in such a cluster of its own.
   *
   * @param further settings that override those of {@link #configuration}
   */
  public static StreamExecutionEnvironment environment(int parallelism, Configuration further) {
    Configuration configuration = configuration();
    configuration.addAll(further);
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
  }
}
