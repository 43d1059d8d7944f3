package dev.reinstate.stream;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;

/** The metrics and accumulators of one operator, and the environment that collects them. */
public final class TestMetrics {

  public static final int MAX_PARALLELISM = 128;

  private final Map<String, Metric> metrics = new ConcurrentHashMap<>();
  private MockEnvironment environment;

  MockEnvironment environment(int parallelism, int subtask) {
    return environment(new JobID(), parallelism, subtask);
  }

  MockEnvironment environment(JobID job, int parallelism, int subtask) {
    TestingMetricRegistry registry =
        TestingMetricRegistry.builder()
            .setRegisterConsumer(
                (metric, name, group) -> metrics.put(group.getMetricIdentifier(name), metric))
            .build();
    TaskMetricGroup group =
        TaskManagerMetricGroup.createTaskManagerMetricGroup(
                registry, "localhost", ResourceID.generate())
            .addJob(job, "job")
            .addTask(ExecutionAttemptID.randomId(), "task");
    environment =
        MockEnvironment.builder()
            .setJobID(job)
            .setTaskName("task")
            .setManagedMemorySize(3 * 1024 * 1024)
            .setBufferSize(1024)
            .setMaxParallelism(MAX_PARALLELISM)
            .setParallelism(parallelism)
            .setSubtaskIndex(subtask)
            .setMetricGroup(group)
            .build();
    return environment;
  }

  /** What the group "reinstate" shows under a name. */
  Metric metric(String name) {
    return metrics.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(".reinstate." + name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no metric " + name + " in " + metrics.keySet()));
  }

  Object gauge(String name) {
    return ((Gauge<?>) metric(name)).getValue();
  }

  long counter(String name) {
    return ((Counter) metric(name)).getCount();
  }

  Histogram histogram(String name) {
    return (Histogram) metric(name);
  }

  Object accumulator(String name) {
    return accumulators().get(name);
  }

  /** All accumulators and their values. */
  Map<String, Object> accumulators() {
    Map<String, Object> values = new TreeMap<>();
    environment
        .getAccumulatorRegistry()
        .getUserMap()
        .forEach((name, accumulator) -> values.put(name, accumulator.getLocalValue()));
    return values;
  }
}
