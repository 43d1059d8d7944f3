package dev.reinstate.stream;

import static dev.reinstate.stream.TestEvents.feedback;
import static dev.reinstate.stream.TestEvents.observation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.format.Sha256;
import dev.reinstate.model.ModelPart;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.types.TrainingInput;
import dev.reinstate.stream.types.WireTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The memory operator with a trainer elsewhere: sums go out, models come in. */
class SharedPlacementTest {

  private final JobSettings settings = TestJobs.shared("order.by", "arrival", "batch.size", "4");
  private final TestModels models = new TestModels(settings);
  private MemoryOperatorHarness operator;
  private int observed;

  @BeforeEach
  void open() throws Exception {
    operator = MemoryOperatorHarness.open(settings, Backend.HEAP);
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  /** The version and output that the next observation is predicted with. */
  private long versionInUse() throws Exception {
    operator.forget();
    operator.push(observation("probe", "o" + observed++, 0));
    operator.snapshot();
    return operator.predictions().get(0).modelVersion();
  }

  private static List<ModelPart> only(String network, List<ModelPart> parts) {
    return parts.stream().filter(part -> part.network().equals(network)).toList();
  }

  @Test
  void sumsLeaveAtTheEndOfTheMicroBatch() throws Exception {
    operator.model(models.publication(1, 0));
    operator.push(observation("k", "a", 1), feedback("k", "a", 2, 1), observation("k", "b", 3));
    assertThat(operator.training()).isEmpty();
    operator.push(feedback("k", "b", 4, 1));
    assertThat(operator.training()).hasSize(2);
    assertThat(operator.training().get(0).observations()).hasSize(2 * TestJobs.FEATURES);
    assertThat(operator.training().get(1).gradients().count()).isEqualTo(2);
    assertThat(operator.count(Count.LEARNED)).isEqualTo(2);
  }

  @Test
  void feedbackBeforeTheAutoencoderIsReadyCountsForNoStep() throws Exception {
    operator.push(observation("k", "a", 1), feedback("k", "a", 2, 1));
    operator.snapshot();
    assertThat(operator.credits()).hasSize(1);
    assertThat(operator.training()).hasSize(1);
    assertThat(operator.training().get(0).gradients()).isNull();
    assertThat(operator.count(Count.MATCHED)).isEqualTo(1);
    assertThat(operator.count(Count.LEARNED)).isZero();
  }

  @Test
  void noSumIsLeftBehindTheBarrier() throws Exception {
    operator.model(models.publication(1, 0));
    operator.push(observation("k", "a", 1), feedback("k", "a", 2, 1));
    operator.snapshot();
    assertThat(operator.training()).hasSize(2);
    operator = operator.restart();
    operator.push(observation("k", "b", 3));
    operator.snapshot();
    assertThat(operator.training()).hasSize(1);
  }

  @Test
  void aModelServesTheNextEvent() throws Exception {
    assertThat(versionInUse()).isZero();
    operator.model(models.publication(1, 3));
    assertThat(versionInUse()).isEqualTo(3);
    assertThat(operator.metrics().gauge("modelVersion")).isEqualTo(3L);
  }

  @Test
  void predictionsFollowFromTheModelThatCame() throws Exception {
    MemoryOperatorHarness other = MemoryOperatorHarness.open(settings, Backend.HEAP);
    for (MemoryOperatorHarness each : List.of(operator, other)) {
      for (int i = 0; i < 8; i++) {
        each.push(observation("k", "m" + i, i), feedback("k", "m" + i, i, i % 3));
      }
      each.snapshot();
      each.forget();
    }
    operator.model(models.publication(1, 20));
    for (MemoryOperatorHarness each : List.of(operator, other)) {
      each.push(observation("k", "q", 20));
      each.snapshot();
    }
    assertThat(operator.predictions().get(0).weights())
        .isNotEqualTo(other.predictions().get(0).weights());
    other.close();
  }

  @Test
  void aRestartKeepsTheModel() throws Exception {
    operator.model(models.publication(7, 3));
    operator = operator.restart();
    assertThat(versionInUse()).isEqualTo(3);
    operator.model(models.publication(6, 9));
    assertThat(versionInUse()).as("of an attempt that is over").isEqualTo(3);
  }

  @Test
  void anOlderVersionOfTheSameAttemptIsNotUsed() throws Exception {
    operator.model(models.publication(7, 3));
    operator.model(models.publication(7, 2));
    assertThat(versionInUse()).isEqualTo(3);
    assertThat(operator.metrics().counter("modelsRefused")).isEqualTo(0L);
  }

  @Test
  void aNewAttemptTakesModelsBack() throws Exception {
    operator.model(models.publication(7, 3));
    operator.model(models.publication(8, 1));
    assertThat(versionInUse()).isEqualTo(1);
  }

  @Test
  void anIncompleteModelIsNotUsed() throws Exception {
    ModelPart whole = only(ModelPart.EMBEDDING, models.publication(1, 3)).get(0);
    operator.model(cut(whole, 3).subList(0, 2));
    assertThat(versionInUse()).isZero();
    operator.model(cut(whole, 3).subList(2, 3));
    assertThat(versionInUse()).isEqualTo(3);
  }

  @Test
  void partsComeInAnyOrderAndMoreThanOnce() throws Exception {
    ModelPart whole = only(ModelPart.EMBEDDING, models.publication(1, 3)).get(0);
    List<ModelPart> parts = cut(whole, 3);
    operator.model(List.of(parts.get(2), parts.get(0), parts.get(0), parts.get(1)));
    assertThat(versionInUse()).isEqualTo(3);
  }

  @Test
  void partsOfTwoVersionsNeverMix() throws Exception {
    List<ModelPart> third = cut(only(ModelPart.EMBEDDING, models.publication(1, 3)).get(0), 2);
    List<ModelPart> fourth = cut(only(ModelPart.EMBEDDING, models.publication(1, 4)).get(0), 2);
    operator.model(List.of(third.get(0), fourth.get(1)));
    assertThat(versionInUse()).isZero();
    operator.model(List.of(fourth.get(0), fourth.get(1)));
    assertThat(versionInUse()).isEqualTo(4);
  }

  @Test
  void aModelWithoutItsHashIsRefused() throws Exception {
    operator.model(models.publication(1, 2));
    ModelPart good = only(ModelPart.EMBEDDING, models.publication(1, 3)).get(0);
    byte[] bytes = good.bytes().clone();
    bytes[100] ^= 1;
    operator.model(List.of(with(good, good.network(), bytes, good.sha256())));
    assertRefused(1, 2);
    operator.model(List.of(good));
    assertRefused(1, 3);
  }

  @Test
  void aModelOfOtherNetworksIsRefused() throws Exception {
    operator.model(models.publication(1, 2));
    JobSettings wider = TestJobs.shared("network.embedding.hidden", "9", "network.code.size", "5");
    operator.model(new TestModels(wider).publication(2, 9));
    assertRefused(2, 2);
  }

  @Test
  void aModelOfAnUnknownNetworkIsRefused() throws Exception {
    operator.model(models.publication(1, 2));
    ModelPart good = only(ModelPart.EMBEDDING, models.publication(1, 3)).get(0);
    operator.model(List.of(with(good, "decoder", good.bytes(), good.sha256())));
    assertRefused(1, 2);
  }

  @Test
  void bytesThatAreNoModelAreRefusedThoughTheirHashIsRight() throws Exception {
    operator.model(models.publication(1, 2));
    ModelPart good = only(ModelPart.EMBEDDING, models.publication(1, 3)).get(0);
    byte[][] hopeless = {
      {},
      {1},
      {9, 0, 0, 0, 0, 0},
      {1, 0, 0, 0, 0, 9},
      {1, 0, -1, -1, -1, -1},
      {1, 0, 127, -1, -1, -1}
    };
    for (byte[] bytes : hopeless) {
      operator.model(List.of(with(good, good.network(), bytes, Sha256.of(bytes))));
    }
    assertRefused(hopeless.length, 2);
  }

  @Test
  void partsThatCannotBeAreRefused() throws Exception {
    operator.model(models.publication(1, 2));
    ModelPart good = only(ModelPart.EMBEDDING, models.publication(1, 3)).get(0);
    int[][] places = {{0, 0}, {-1, 2}, {2, 2}, {0, -1}, {0, Integer.MAX_VALUE}};
    for (int[] place : places) {
      operator.model(
          List.of(
              new ModelPart(
                  1, 3, good.network(), 0, place[0], place[1], good.sha256(), good.bytes())));
    }
    assertRefused(places.length, 2);
  }

  @Test
  void attemptsThatNoTrainerHasAreRefused() throws Exception {
    operator.model(models.publication(1, 2));
    for (long attempt : new long[] {-1, ModelPart.MAX_ATTEMPT + 1, Long.MAX_VALUE}) {
      ModelPart good =
          only(ModelPart.EMBEDDING, models.publication(ModelPart.MAX_ATTEMPT, 3)).get(0);
      operator.model(
          List.of(new ModelPart(attempt, 9, good.network(), 0, 0, 1, good.sha256(), good.bytes())));
    }
    assertRefused(3, 2);
  }

  @Test
  void theTrainerIsToldWhoseModelServes() throws Exception {
    operator.push(observation("k", "o", 0));
    operator.snapshot();
    assertThat(operator.training().get(0).attempt()).isEqualTo(TrainingInput.UNKNOWN_ATTEMPT);
    operator.forget();
    operator.model(models.publication(7, 3));
    operator = operator.restart();
    operator.push(observation("k", "a", 1), feedback("k", "a", 2, 1));
    operator.snapshot();
    assertThat(operator.training())
        .hasSize(2)
        .allSatisfy(input -> assertThat(input.attempt()).isEqualTo(7));
    assertThat(operator.training().get(1).version()).isEqualTo(3);
  }

  /** A job starts anew on the topics of one whose clock was ahead. */
  @Test
  void aTrainerBehindTheAttemptThatMemoriesFollowIsSoonFollowed() throws Exception {
    long ahead = System.currentTimeMillis() + 3_600_000;
    operator.model(models.publication(ahead, 5));
    try (OneInputStreamOperatorTestHarness<TrainingInput, ModelPart> trainer =
        new OneInputStreamOperatorTestHarness<>(
            new TrainerOperatorFactory(settings, settings.initialModel()),
            new TestMetrics().environment(1, 0))) {
      trainer.setup(
          WireTypes.MODEL_PART.createSerializer(
              trainer.getExecutionConfig().getSerializerConfig()));
      trainer.setProcessingTime(1_000);
      trainer.open();
      operator.model(trainer.extractOutputValues());
      trainer.getOutput().clear();
      assertThat(versionInUse()).as("the older job's").isEqualTo(5);
      for (TrainingInput input : operator.training()) {
        trainer.processElement(input, 0);
      }
      trainer.setProcessingTime(2_000);
      operator.model(trainer.extractOutputValues());
      assertThat(versionInUse()).as("its own").isZero();
    }
  }

  private void assertRefused(long times, long versionThatStays) throws Exception {
    assertThat(operator.metrics().counter("modelsRefused")).isEqualTo(times);
    assertThat(versionInUse()).isEqualTo(versionThatStays);
  }

  @Test
  void inlineNoModelFromTheTopicIsUsed() throws Exception {
    operator.close();
    operator = MemoryOperatorHarness.open(TestJobs.inline("order.by", "arrival"), Backend.HEAP);
    operator.model(models.publication(1, 3));
    assertThat(versionInUse()).isZero();
    assertThat(operator.count(Count.PREDICTIONS)).isEqualTo(1);
  }

  private static List<ModelPart> cut(ModelPart whole, int parts) {
    List<ModelPart> cut = new ArrayList<>();
    int size = whole.bytes().length / parts + 1;
    for (int part = 0; part < parts; part++) {
      int to = Math.min(whole.bytes().length, (part + 1) * size);
      byte[] bytes = Arrays.copyOfRange(whole.bytes(), part * size, to);
      cut.add(
          new ModelPart(
              whole.attempt(),
              whole.version(),
              whole.network(),
              whole.slot(),
              part,
              parts,
              whole.sha256(),
              bytes));
    }
    return cut;
  }

  private static ModelPart with(ModelPart part, String network, byte[] bytes, byte[] hash) {
    return new ModelPart(part.attempt(), part.version(), network, part.slot(), 0, 1, hash, bytes);
  }
}
