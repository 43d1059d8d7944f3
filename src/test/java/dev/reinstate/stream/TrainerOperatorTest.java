package dev.reinstate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.model.Model;
import dev.reinstate.model.ModelPart;
import dev.reinstate.model.ModelReceiver;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.types.TrainingInput;
import dev.reinstate.stream.types.WireTypes;
import dev.reinstate.training.GradientSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainerOperatorTest {

  private static final int BATCH = 4;

  private final JobSettings settings =
      TestJobs.shared(
          "training.batch", Integer.toString(BATCH), "training.publish-interval", "50 ms");
  private final TestModels models = new TestModels(settings);

  /** Of gradients that are never too old. */
  private static final long FRESH = Integer.MAX_VALUE;

  private final List<Running> opened = new ArrayList<>();

  private final class Running {

    private final TestMetrics metrics = new TestMetrics();
    private final OneInputStreamOperatorTestHarness<TrainingInput, ModelPart> harness;

    private Running(OperatorSubtaskState state) throws Exception {
      this(settings, state);
    }

    private Running(JobSettings job, OperatorSubtaskState state) throws Exception {
      harness =
          new OneInputStreamOperatorTestHarness<>(
              new TrainerOperatorFactory(job, job.initialModel()), metrics.environment(1, 0));
      harness.setup(
          WireTypes.MODEL_PART.createSerializer(
              harness.getExecutionConfig().getSerializerConfig()));
      harness.setProcessingTime(1000);
      if (state != null) {
        harness.initializeState(state);
      }
      harness.open();
      opened.add(this);
    }

    private void push(GradientSum sum) throws Exception {
      harness.processElement(TrainingInput.of(sum, TrainingInput.UNKNOWN_ATTEMPT, FRESH), 0);
    }

    private void push(float[] observations) throws Exception {
      harness.processElement(
          TrainingInput.of(observations, TrainingInput.UNKNOWN_ATTEMPT, FRESH), 0);
    }

    private List<ModelPart> take() {
      List<ModelPart> parts = harness.extractOutputValues();
      harness.getOutput().clear();
      return parts;
    }

    private List<ModelPart> takeAt(long time) throws Exception {
      harness.setProcessingTime(time);
      return take();
    }
  }

  @AfterEach
  void close() throws Exception {
    for (Running running : opened) {
      running.harness.close();
    }
  }

  private static List<String> names(List<ModelPart> parts) {
    return parts.stream()
        .map(part -> "%s %d in slot %d".formatted(part.network(), part.version(), part.slot()))
        .toList();
  }

  @Test
  void theModelThatTrainingStartsFromIsGivenOutAtOnce() throws Exception {
    Running trainer = new Running(null);
    assertThat(names(trainer.take()))
        .containsExactly("autoencoder 0 in slot 0", "embedding 0 in slot 0");
  }

  /** There is no autoencoder then; how features vary reaches the memories and is not lost. */
  @Test
  void whereCodesAreDirectTheStandardiserIsGivenOut() throws Exception {
    JobSettings direct =
        TestJobs.shared(
            "features.standardise", "true",
            "network.code.kind", "direct",
            "training.publish-interval", "50 ms");
    Running trainer = new Running(direct, null);
    assertThat(names(trainer.take()))
        .containsExactly("standardiser 0 in slot 0", "embedding 0 in slot 0");
    float[] ones = new float[15 * TestJobs.FEATURES];
    Arrays.fill(ones, 1);
    trainer.push(ones);
    assertThat(trainer.takeAt(1100)).isEmpty();
    trainer.push(new float[] {1, 1, 1, Float.NaN});
    List<ModelPart> parts = trainer.takeAt(1200);
    assertThat(names(parts)).containsExactly("standardiser 1 in slot 1");
    assertMeans(direct, parts, 1);

    Running restored = new Running(direct, trainer.harness.snapshot(1, 1));
    List<ModelPart> again = restored.take();
    assertThat(names(again)).containsExactly("standardiser 1 in slot 0", "embedding 0 in slot 0");
    assertMeans(direct, again, 1);
    // memories follow another trainer
    long attempt = again.get(0).attempt() + 5;
    restored.harness.processElement(TrainingInput.of(new float[4], attempt, 7), 0);
    assertThat(names(restored.takeAt(1300)))
        .containsExactly("standardiser 1 in slot 1", "embedding 0 in slot 1");
  }

  private static void assertMeans(JobSettings job, List<ModelPart> parts, float mean)
      throws Exception {
    try (Model model = new Model(job.learner())) {
      ModelReceiver receiver = new ModelReceiver(model);
      for (ModelPart part : parts) {
        assertThat(receiver.receive(part)).isNull();
      }
      assertThat(Arrays.copyOf(model.standardiser().parameters(), TestJobs.FEATURES))
          .containsOnly(mean);
    }
  }

  @Test
  void aStepFollowsTheBatchthFeedback() throws Exception {
    Running trainer = new Running(null);
    trainer.push(models.embeddingSum(1, 1L));
    trainer.push(models.embeddingSum(2, 2L));
    assertThat(trainer.metrics.counter("updates")).isEqualTo(0L);
    trainer.push(models.embeddingSum(1, 3L));
    assertThat(trainer.metrics.counter("updates")).isEqualTo(1L);
    assertThat(trainer.metrics.accumulator("updates")).isEqualTo(1L);
  }

  @Test
  void everyFeedbackThatComesIsCountedWhateverBecomesOfIt() throws Exception {
    Running trainer = new Running(null);
    trainer.push(models.embeddingSum(BATCH, 1L));
    trainer.push(models.embeddingSum(BATCH, Float.NaN));
    trainer.push(models.embeddingSum(BATCH - 1, 2L));
    assertThat(trainer.metrics.counter("trainerFeedback")).isEqualTo(3L * BATCH - 1);
    assertThat(trainer.metrics.accumulator("trainerFeedback")).isEqualTo(3L * BATCH - 1);

    Running restored = new Running(trainer.harness.snapshot(1, 1));
    assertThat(restored.metrics.accumulator("trainerFeedback")).isEqualTo(3L * BATCH - 1);
    restored.push(models.embeddingSum(2, 3L));
    assertThat(restored.metrics.accumulator("trainerFeedback")).isEqualTo(3L * BATCH + 1);
  }

  @Test
  void theNetworksHaveStepsOfTheirOwn() throws Exception {
    Running trainer = new Running(null);
    trainer.take();
    trainer.push(models.observations(16, 1));
    assertThat(names(trainer.takeAt(1050))).containsExactly("autoencoder 4 in slot 1");
    assertThat(trainer.metrics.counter("updates")).isEqualTo(0L);
    double error = (double) trainer.metrics.gauge("autoencoderError");
    assertThat(error).isPositive().isFinite();
    assertThat(trainer.metrics.accumulator("autoencoderError")).isEqualTo(error);
  }

  @Test
  void publicationsKeepTheirDistance() throws Exception {
    Running trainer = new Running(null);
    trainer.take();
    for (long seed = 0; seed < 3; seed++) {
      trainer.push(models.embeddingSum(BATCH, seed));
    }
    assertThat(trainer.takeAt(1049)).isEmpty();
    assertThat(names(trainer.takeAt(1050))).containsExactly("embedding 3 in slot 1");
    trainer.push(models.embeddingSum(BATCH, 4L));
    assertThat(trainer.takeAt(1099)).isEmpty();
    assertThat(names(trainer.takeAt(1100))).containsExactly("embedding 4 in slot 0");
    assertThat(trainer.takeAt(5000)).isEmpty();
  }

  @Test
  void afterAPauseAStepIsGivenOutAtOnce() throws Exception {
    Running trainer = new Running(null);
    trainer.takeAt(2000);
    trainer.push(models.embeddingSum(BATCH, 1L));
    assertThat(names(trainer.take())).containsExactly("embedding 1 in slot 1");
  }

  @Test
  void theLastStepIsGivenOutAtTheEnd() throws Exception {
    Running trainer = new Running(null);
    trainer.take();
    trainer.push(models.embeddingSum(BATCH, 1L));
    trainer.harness.getOperator().finish();
    assertThat(names(trainer.take())).containsExactly("embedding 1 in slot 1");
  }

  @Test
  void aRestoredTrainerGoesOnWhereItWas() throws Exception {
    Running whole = new Running(null);
    feed(whole, 0, 9);
    Running first = new Running(null);
    feed(first, 0, 7);
    Running second = new Running(first.harness.snapshot(1, 1));
    assertThat(second.metrics.accumulator("updates")).isEqualTo(3L);
    feed(second, 7, 9);

    List<ModelPart> expected = whole.takeAt(9000);
    List<ModelPart> found = second.takeAt(9000);
    assertThat(last(found, ModelPart.EMBEDDING).version()).isEqualTo(4);
    for (String network : List.of(ModelPart.EMBEDDING, ModelPart.AUTOENCODER)) {
      assertThat(last(found, network).version()).isEqualTo(last(expected, network).version());
      assertThat(last(found, network).bytes()).isEqualTo(last(expected, network).bytes());
    }
  }

  /** It would not hear of it if they were forgotten. */
  @Test
  void theFirstObservationsAreNotKeptOverARestart() throws Exception {
    Running first = new Running(null);
    for (int i = 0; i < 5; i++) {
      first.push(models.observations(3, i));
    }
    Running second = new Running(first.harness.snapshot(1, 1));
    feed(second, 5, 6);
    assertThat(last(second.takeAt(9000), ModelPart.AUTOENCODER).version()).isZero();
    for (int i = 6; i < 11; i++) {
      second.push(models.observations(3, i));
    }
    assertThat(last(second.takeAt(9100), ModelPart.AUTOENCODER).version()).isPositive();
  }

  /** Sums that are no multiples of a batch, so that what is not yet a batch matters too. */
  private void feed(Running trainer, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      trainer.push(models.embeddingSum(3, (long) i));
      trainer.push(models.observations(3, i));
    }
  }

  private static ModelPart last(List<ModelPart> parts, String network) {
    List<ModelPart> all = parts.stream().filter(part -> part.network().equals(network)).toList();
    return all.get(all.size() - 1);
  }

  @Test
  void aRestoredTrainerStandsByItsModelUnderAHigherAttempt() throws Exception {
    Running first = new Running(null);
    first.push(models.embeddingSum(BATCH, 1L));
    OperatorSubtaskState state = first.harness.snapshot(1, 1);
    first.push(models.embeddingSum(BATCH, 2L));
    List<ModelPart> before = first.takeAt(2000);

    List<ModelPart> after = new Running(state).take();
    assertThat(last(before, ModelPart.EMBEDDING).version()).isEqualTo(2);
    assertThat(last(after, ModelPart.EMBEDDING).version()).isEqualTo(1);
    assertThat(after.get(0).attempt()).isGreaterThan(before.get(0).attempt());
  }

  @Test
  void attemptsGrowHoweverFastTrainersFollowEachOther() throws Exception {
    OperatorSubtaskState state = null;
    long attempt = 0;
    for (int i = 0; i < 5; i++) {
      Running trainer = new Running(state);
      long next = trainer.take().get(0).attempt();
      assertThat(next).isGreaterThan(attempt);
      attempt = next;
      state = trainer.harness.snapshot(1, 1);
    }
  }

  /** As when a job starts anew on the topics of another whose clock was ahead. */
  @Test
  void aTrainerOvertakesTheOneThatMemoriesFollow() throws Exception {
    Running trainer = new Running(null);
    long own = trainer.take().get(0).attempt();
    long ahead = own + 3_600_000;
    trainer.harness.processElement(TrainingInput.of(models.embeddingSum(1, 1L), ahead, 500), 0);
    assertThat(trainer.takeAt(1050))
        .allSatisfy(part -> assertThat(part.attempt()).isEqualTo(ahead + 1))
        .extracting(ModelPart::network)
        .containsExactly(ModelPart.AUTOENCODER, ModelPart.EMBEDDING);

    trainer.harness.processElement(TrainingInput.of(models.observations(1, 1), ahead, 500), 0);
    assertThat(trainer.takeAt(2000)).as("what was on its way").isEmpty();
    Running restored = new Running(trainer.harness.snapshot(1, 1));
    assertThat(restored.take().get(0).attempt()).isEqualTo(ahead + 2);
  }

  @Test
  void observationsTellOfAnotherTrainerToo() throws Exception {
    Running trainer = new Running(null);
    long own = trainer.take().get(0).attempt();
    trainer.harness.processElement(TrainingInput.of(models.observations(1, 1), own + 7, 0), 0);
    assertThat(trainer.takeAt(1050))
        .hasSize(2)
        .allSatisfy(part -> assertThat(part.attempt()).isEqualTo(own + 8));
  }

  /** Two clocks may show the same millisecond. */
  @Test
  void aVersionThatIsNotYetMadeIsAnotherTrainers() throws Exception {
    Running trainer = new Running(null);
    long own = trainer.take().get(0).attempt();
    trainer.harness.processElement(TrainingInput.of(models.embeddingSum(1, 1L), own, 0), 0);
    assertThat(trainer.takeAt(1050)).isEmpty();
    trainer.harness.processElement(TrainingInput.of(models.embeddingSum(1, 1L), own, 1), 0);
    assertThat(trainer.takeAt(1100))
        .hasSize(2)
        .allSatisfy(part -> assertThat(part.attempt()).isEqualTo(own + 1));
  }

  @Test
  void noAttemptIsHigherThanTheHighest() throws Exception {
    Running trainer = new Running(null);
    long own = trainer.take().get(0).attempt();
    for (long other : new long[] {ModelPart.MAX_ATTEMPT, Long.MAX_VALUE}) {
      trainer.harness.processElement(TrainingInput.of(models.embeddingSum(1, 1L), other, 1), 0);
    }
    assertThat(trainer.takeAt(2000)).isEmpty();
    trainer.push(models.embeddingSum(BATCH, 1L));
    assertThat(trainer.takeAt(3000).get(0).attempt()).isEqualTo(own);
  }

  @Test
  void aGradientThatIsNoNumberIsSkippedAndCounted() throws Exception {
    Running trainer = new Running(null);
    trainer.take();
    trainer.push(models.embeddingSum(BATCH, Float.POSITIVE_INFINITY));
    trainer.push(models.embeddingSum(BATCH, Float.POSITIVE_INFINITY));
    assertThat(trainer.takeAt(2000)).isEmpty();
    assertThat(trainer.metrics.counter("updates")).isEqualTo(0L);
    assertThat(trainer.metrics.counter("trainerStepsSkipped")).isEqualTo(2L);

    trainer.push(models.embeddingSum(BATCH, 1L));
    assertThat(names(trainer.takeAt(3000))).containsExactly("embedding 1 in slot 1");
  }

  @Test
  void observationsThatAreNoNumbersDoNotEndLearning() throws Exception {
    Running trainer = new Running(null);
    float[] bad = models.observations(4, 1);
    Arrays.fill(bad, Float.POSITIVE_INFINITY);
    trainer.push(bad);
    trainer.push(models.observations(16, 2));
    assertThat(trainer.metrics.counter("trainerStepsSkipped")).isEqualTo(0L);
    assertThat(trainer.metrics.counter("autoencoderOutliers")).isEqualTo(4L);
    assertThat((double) trainer.metrics.gauge("autoencoderError")).isPositive().isFinite();
  }
}
