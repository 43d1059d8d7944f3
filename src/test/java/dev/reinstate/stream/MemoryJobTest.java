package dev.reinstate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Observation;
import dev.reinstate.model.ModelPart;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.LocalFlink;
import dev.reinstate.stream.config.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryJobTest {

  private static final int EVENTS = 600;

  private final List<Event> events = RandomEvents.sorted(new Random(3), Target.CLASS, EVENTS);

  private StreamExecutionEnvironment environment(JobSettings settings, int parallelism) {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment environment = LocalFlink.environment(parallelism, configuration);
    TestModels models = new TestModels(settings);
    MemoryJob.build(
        environment,
        settings,
        new TestEndpoints(events, models.publication(ModelPart.MAX_ATTEMPT, 0)));
    return environment;
  }

  private StreamGraph graph(JobSettings settings) {
    return environment(settings, 4).getStreamGraph(false);
  }

  private static StreamNode node(StreamGraph graph, String uid) {
    return graph.getStreamNodes().stream()
        .filter(node -> uid.equals(node.getTransformationUID()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no operator " + uid));
  }

  @Test
  void everyOperatorHasAUidAndTheMaximalParallelismForEver() {
    StreamGraph graph = graph(TestJobs.shared());
    assertThat(graph.getStreamNodes())
        .allSatisfy(
            node -> {
              assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotBlank();
              assertThat(node.getMaxParallelism()).as(node.getOperatorName()).isEqualTo(128);
            });
    assertThat(graph.getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .contains("observations", "feedback", "models", "memory", "trainer");
  }

  @Test
  void spacesAreOfOneSubtask() {
    String[] spaces = {"spaces.own.key", "key", "spaces.shops.key", "shop"};
    assertThatThrownBy(() -> environment(TestJobs.shared(spaces), 2))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "the parallelism is 2; allowed in a job that names spaces: 1, since one subtask has all"
                + " of their memories");
    environment(TestJobs.shared(spaces), 1);
    // the memory operator alone has one subtask
    environment(TestJobs.inline(spaces), 2);
  }

  @Test
  void noTypeIsLeftToKryo() {
    StreamExecutionEnvironment environment = environment(TestJobs.shared(), 2);
    assertThat(environment.getConfiguration().get(PipelineOptions.GENERIC_TYPES)).isFalse();
    assertThat(environment.getStreamGraph(false).getJobGraph().getNumberOfVertices()).isPositive();
  }

  @Test
  void aJobFileCannotBringKryoBack() {
    StreamExecutionEnvironment environment =
        environment(TestJobs.shared("flink.pipeline.generic-types", "true"), 2);
    assertThat(environment.getConfiguration().get(PipelineOptions.GENERIC_TYPES)).isFalse();
  }

  @Test
  void sharedMemoriesAreSpreadAndTheTrainerIsOne() {
    StreamGraph graph = graph(TestJobs.shared());
    assertThat(node(graph, "memory").getParallelism()).isEqualTo(4);
    assertThat(node(graph, "trainer").getParallelism()).isEqualTo(1);
  }

  @Test
  void inlineAllMemoriesAreInOnePlaceWithTheirTrainer() {
    StreamGraph graph = graph(TestJobs.inline());
    assertThat(node(graph, "memory").getParallelism()).isEqualTo(1);
    assertThat(graph.getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .doesNotContain("trainer");
  }

  @ParameterizedTest
  @CsvSource({"inline, 2", "shared, 1", "shared, 2"})
  void theJobRunsToItsEnd(String placement, int parallelism) throws Exception {
    JobSettings settings =
        TestJobs.shared(
            "training.placement",
            placement,
            "order.max-out-of-orderness",
            "1 min",
            "flink.state.backend.type",
            "rocksdb");
    Map<String, Object> counts =
        environment(settings, parallelism).execute().getAllAccumulatorResults();
    long observations = events.stream().filter(Observation.class::isInstance).count();
    assertThat(counts)
        .containsEntry(Count.OBSERVATIONS.label(), observations)
        .containsEntry(Count.FEEDBACK.label(), events.size() - observations);
    assertThat((long) counts.get(Count.MATCHED.label())).isPositive();
    assertThat((long) counts.get(Metric.UPDATES.label())).isPositive();
  }
}
