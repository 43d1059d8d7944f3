package dev.reinstate.cli;

import dev.reinstate.stream.JobCounts;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.rest.FileUpload;
import org.apache.flink.runtime.rest.RestClient;
import org.apache.flink.runtime.rest.messages.EmptyMessageParameters;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobMessageParameters;
import org.apache.flink.runtime.rest.messages.JobVertexDetailsHeaders;
import org.apache.flink.runtime.rest.messages.JobVertexMessageParameters;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatistics;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatisticsHeaders;
import org.apache.flink.runtime.rest.messages.job.SubtaskExecutionAttemptDetailsInfo;
import org.apache.flink.runtime.webmonitor.handlers.JarRunHeaders;
import org.apache.flink.runtime.webmonitor.handlers.JarRunMessageParameters;
import org.apache.flink.runtime.webmonitor.handlers.JarRunRequestBody;
import org.apache.flink.runtime.webmonitor.handlers.JarUploadHeaders;

/** A job on a cluster of separate JVMs, as Flink's REST interface shows it. */
final class SubmittedJob {

  private final RestClusterClient<String> client;
  private final JobID id;

  private SubmittedJob(RestClusterClient<String> client, JobID id) {
    this.client = client;
    this.id = id;
  }

  /**
   * Uploads a jar and runs its main class, as Flink's web interface does.
   *
   * @param arguments the program's
   */
  static SubmittedJob submit(
      RestClusterClient<String> client, Path jar, int parallelism, List<String> arguments)
      throws Exception {
    return submit(client, jar, parallelism, arguments, null);
  }

  /**
   * The same, from a savepoint.
   *
   * @param savepoint where it is, or null
   */
  static SubmittedJob submit(
      RestClusterClient<String> client,
      Path jar,
      int parallelism,
      List<String> arguments,
      String savepoint)
      throws Exception {
    JarRunMessageParameters parameters = new JarRunMessageParameters();
    parameters.jarIdPathParameter.resolve(upload(client.getFlinkConfiguration(), jar));
    JarRunRequestBody body =
        new JarRunRequestBody(
            Reinstate.class.getName(), arguments, parallelism, null, null, savepoint, null, null);
    return new SubmittedJob(
        client, client.sendRequest(JarRunHeaders.getInstance(), parameters, body).get().getJobId());
  }

  private static String upload(Configuration configuration, Path jar) throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try (RestClient uploader = new RestClient(configuration, executor)) {
      String file =
          uploader
              .sendRequest(
                  configuration.get(RestOptions.ADDRESS),
                  configuration.get(RestOptions.PORT),
                  JarUploadHeaders.getInstance(),
                  EmptyMessageParameters.getInstance(),
                  EmptyRequestBody.getInstance(),
                  List.of(new FileUpload(jar, "application/java-archive")))
              .get()
              .getFilename();
      return Path.of(file).getFileName().toString();
    } finally {
      executor.shutdown();
    }
  }

  private JobStatus status() throws Exception {
    return client.getJobStatus(id).get();
  }

  /** The counts of a job that is running. */
  JobCounts counts() throws Exception {
    return JobCounts.of(client.getAccumulators(id, getClass().getClassLoader()).get());
  }

  /** The counts of a job that has ended well. */
  JobCounts finalCounts() throws Exception {
    return JobCounts.of(
        client
            .requestJobResult(id)
            .get()
            .toJobExecutionResult(getClass().getClassLoader())
            .getAllAccumulatorResults());
  }

  /**
   * Waits for something that the job brings about.
   *
   * @throws IllegalStateException if the job ends
   */
  void await(String what, Callable<Boolean> condition) throws Exception {
    Await.until(
        what,
        () -> {
          JobStatus status = status();
          if (status.isTerminalState()) {
            throw new IllegalStateException(
                "%s did not come: the job is %s".formatted(what, status));
          }
          return condition.call();
        },
        () -> "the job is %s, %s".formatted(status(), counts()));
  }

  CheckpointingStatistics.Counts checkpoints() throws Exception {
    JobMessageParameters parameters = new JobMessageParameters();
    parameters.jobPathParameter.resolve(id);
    return client
        .sendRequest(
            CheckpointingStatisticsHeaders.getInstance(),
            parameters,
            EmptyRequestBody.getInstance())
        .get()
        .getCounts();
  }

  /** The resource ids of the TaskManagers that hold an operator's subtasks. */
  Set<String> holdersOf(String operator) throws Exception {
    JobVertexID vertex =
        client.getJobDetails(id).get().getJobVertexInfos().stream()
            .filter(info -> info.getName().startsWith(operator))
            .findFirst()
            .orElseThrow()
            .getJobVertexID();
    JobVertexMessageParameters parameters = new JobVertexMessageParameters();
    parameters.jobPathParameter.resolve(id);
    parameters.jobVertexIdPathParameter.resolve(vertex);
    return client
        .sendRequest(
            JobVertexDetailsHeaders.getInstance(), parameters, EmptyRequestBody.getInstance())
        .get()
        .getSubtasks()
        .stream()
        .map(SubtaskExecutionAttemptDetailsInfo::getTaskmanagerId)
        .collect(Collectors.toSet());
  }

  /**
   * Stops the job with a savepoint, which commits all that it has written.
   *
   * @return where the savepoint is
   */
  String stop(Path savepoints) throws Exception {
    String savepoint =
        client
            .stopWithSavepoint(
                id, false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
            .get();
    client.requestJobResult(id).get();
    return savepoint;
  }
}
