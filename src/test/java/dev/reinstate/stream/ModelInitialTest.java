package dev.reinstate.stream;

import static dev.reinstate.stream.TestEvents.feedback;
import static dev.reinstate.stream.TestEvents.observation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Prediction;
import dev.reinstate.model.Model;
import dev.reinstate.model.ModelPart;
import dev.reinstate.model.ModelReceiver;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.LocalFlink;
import dev.reinstate.stream.config.SettingsException;
import dev.reinstate.stream.types.TrainingInput;
import dev.reinstate.stream.types.WireTypes;
import dev.reinstate.training.ModelFile;
import dev.reinstate.training.ModelPublisher;
import dev.reinstate.training.SavedModel;
import dev.reinstate.training.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators, and whole jobs, that start from a model file. */
class ModelInitialTest {

  /** No autoencoder that starts anew gets below it. */
  private static final String CLOSED = "1e-12";

  private static final int STEPS = 20;

  @TempDir private Path folder;

  private Path file;
  private Trainer trainer;

  /** A model that has been trained a while, and its file. */
  @BeforeEach
  void save() throws Exception {
    JobSettings settings = TestJobs.shared();
    TestModels models = new TestModels(settings);
    Model model = new Model(settings.learner());
    trainer = new Trainer(settings.learner(), model);
    for (int step = 0; step < STEPS; step++) {
      trainer.add(models.embeddingSum(4, step), step);
      trainer.stepEmbedding();
      trainer.observe(models.observations(16, step), 16);
    }
    assertThat(trainer.ready()).isTrue();
    trainer.loadEmbeddingInto(model);
    trainer.loadObservedInto(model);
    file = folder.resolve("last.model");
    ModelFile.write(SavedModel.of(settings.learner(), model, trainer), file);
  }

  private JobSettings starting(String placement) {
    return TestJobs.shared(
        "training.placement",
        placement,
        "training.autoencoder.gate",
        CLOSED,
        "order.by",
        "arrival",
        "model.initial",
        file.toString());
  }

  private JobSettings anew(String placement) {
    return TestJobs.shared(
        "training.placement", placement,
        "training.autoencoder.gate", CLOSED,
        "order.by", "arrival");
  }

  private static void remember(MemoryOperatorHarness operator) throws Exception {
    for (int i = 0; i < 3; i++) {
      operator.push(observation("k", "m" + i, i), feedback("k", "m" + i, i, i));
    }
    operator.snapshot();
  }

  private static Prediction predict(MemoryOperatorHarness operator) throws Exception {
    operator.forget();
    operator.push(observation("k", "q", 5));
    operator.snapshot();
    return operator.predictions().get(0);
  }

  private static float[] embeddingParameters(Model model) {
    float[] parameters = new float[model.embedding().parameterCount()];
    model.embedding().readParameters(parameters);
    return parameters;
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "inline"})
  void memoriesPredictWithTheModelAndLearnAtOnce(String placement) throws Exception {
    try (MemoryOperatorHarness seeded = MemoryOperatorHarness.open(anew(placement), Backend.HEAP);
        MemoryOperatorHarness started =
            MemoryOperatorHarness.open(starting(placement), Backend.HEAP);
        MemoryOperatorHarness told = MemoryOperatorHarness.open(anew("shared"), Backend.HEAP)) {
      told.model(new ModelPublisher(1).publish(trainer));
      for (MemoryOperatorHarness operator : List.of(seeded, started, told)) {
        remember(operator);
      }
      assertThat(seeded.count(Count.LEARNED)).isZero();
      assertThat(started.count(Count.LEARNED)).isEqualTo(3);

      Prediction prediction = predict(started);
      assertThat(prediction.modelVersion()).isZero();
      assertThat(prediction.weights())
          .containsExactly(predict(told).weights())
          .isNotEqualTo(predict(seeded).weights());
    }
  }

  @Test
  void theSharedTrainerGivesTheModelOutAtOnce() throws Exception {
    JobSettings settings = starting("shared");
    Model received = new Model(settings.learner());
    ModelReceiver receiver = new ModelReceiver(received);
    try (OneInputStreamOperatorTestHarness<TrainingInput, ModelPart> harness =
        trainerOperator(settings, null)) {
      harness.extractOutputValues().forEach(part -> assertThat(receiver.receive(part)).isNull());
      assertThat(harness.extractOutputValues()).extracting(ModelPart::version).containsOnly(0L);
    }
    assertThat(received.ready()).isTrue();
    assertThat(embeddingParameters(received)).containsExactly(embeddingParameters(saved(settings)));
  }

  private static Model saved(JobSettings settings) {
    return settings.initialModel().model(settings.learner());
  }

  private static OneInputStreamOperatorTestHarness<TrainingInput, ModelPart> trainerOperator(
      JobSettings settings, OperatorSubtaskState state) throws Exception {
    OneInputStreamOperatorTestHarness<TrainingInput, ModelPart> harness =
        new OneInputStreamOperatorTestHarness<>(
            new TrainerOperatorFactory(settings, settings.initialModel()),
            new TestMetrics().environment(1, 0));
    harness.setup(
        WireTypes.MODEL_PART.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aRestoredSharedModelGoesBeforeIt(Backend backend) throws Exception {
    JobSettings plain = TestJobs.shared("order.by", "arrival");
    OperatorSubtaskState state;
    try (MemoryOperatorHarness before = MemoryOperatorHarness.open(plain, backend)) {
      before.model(new TestModels(plain).publication(1, 3));
      remember(before);
      state = before.snapshot();
    }
    assertRestored(plain, starting("shared"), backend, state, 3);
  }

  @Test
  void aRestoredInlineModelGoesBeforeIt() throws Exception {
    JobSettings plain =
        TestJobs.inline(
            "order.by", "arrival", "training.batch", "1", "training.autoencoder.batch", "1");
    OperatorSubtaskState state;
    long version;
    try (MemoryOperatorHarness before = MemoryOperatorHarness.open(plain, Backend.HEAP)) {
      for (int i = 0; i < 60; i++) {
        before.push(observation("k", "o" + i, i), feedback("k", "o" + i, i, i % 2));
      }
      state = before.snapshot();
      version = (long) before.metrics().gauge("modelVersion");
    }
    assertThat(version).isPositive();
    assertRestored(plain, starting("inline"), Backend.HEAP, state, version);
  }

  private static void assertRestored(
      JobSettings plain,
      JobSettings starting,
      Backend backend,
      OperatorSubtaskState state,
      long version)
      throws Exception {
    try (MemoryOperatorHarness expected = MemoryOperatorHarness.restore(plain, backend, state);
        MemoryOperatorHarness actual = MemoryOperatorHarness.restore(starting, backend, state)) {
      Prediction prediction = predict(actual);
      assertThat(prediction.modelVersion()).isEqualTo(version);
      assertThat(prediction.weights()).containsExactly(predict(expected).weights());
    }
  }

  @Test
  void aRestoredTrainerGoesBeforeIt() throws Exception {
    JobSettings plain = TestJobs.shared();
    OperatorSubtaskState state;
    try (OneInputStreamOperatorTestHarness<TrainingInput, ModelPart> before =
        trainerOperator(plain, null)) {
      before.processElement(TrainingInput.of(new TestModels(plain).embeddingSum(4, 77L), 0, 0), 0);
      state = before.snapshot(1, 1);
    }
    try (OneInputStreamOperatorTestHarness<TrainingInput, ModelPart> restored =
        trainerOperator(starting("shared"), state)) {
      Model model = new Model(plain.learner());
      ModelReceiver receiver = new ModelReceiver(model);
      restored.extractOutputValues().forEach(receiver::receive);
      assertThat(model.version()).isEqualTo(1);
      assertThat(model.ready()).isFalse();
      assertThat(embeddingParameters(model))
          .isNotEqualTo(embeddingParameters(saved(starting("shared"))));
    }
  }

  /** Where the operators run there may be no such file. */
  @ParameterizedTest
  @ValueSource(strings = {"shared", "inline"})
  void theFileIsReadWhereTheJobIsSubmitted(String placement) throws Exception {
    List<Event> events = RandomEvents.sorted(new Random(3), Target.CLASS, 200);
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment environment = LocalFlink.environment(2, configuration);
    MemoryJob.build(environment, starting(placement), new TestEndpoints(events, List.of()));
    Files.delete(file);

    Map<String, Object> counts = environment.execute().getAllAccumulatorResults();
    assertThat((long) counts.get(Count.LEARNED.label()))
        .isPositive()
        .isEqualTo(counts.get(Count.MATCHED.label()));
    assertThat((long) counts.get(Metric.UPDATES.label())).isPositive();
  }

  @Test
  void aFileThatCannotBeUsedIsNamedWithItsSetting() throws Exception {
    JobSettings settings = starting("shared");
    assertThatThrownBy(
            () ->
                TestJobs.shared("network.code.size", "5", "model.initial", file.toString())
                    .initialModel())
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "model.initial: %s was made for another job: network.code.size 4 (expected 5)"
                .formatted(file));
    Files.delete(file);
    assertThatThrownBy(
            () ->
                MemoryJob.build(
                    LocalFlink.environment(1), settings, new TestEndpoints(List.of(), List.of())))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("model.initial: there is no file " + file);
  }
}
