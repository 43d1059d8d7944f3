package dev.reinstate.training;

import static dev.reinstate.learner.World.feedback;
import static dev.reinstate.learner.World.observation;
import static dev.reinstate.learner.World.pairs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.learner.Learner;
import dev.reinstate.learner.TestSettings;
import dev.reinstate.learner.World;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.RefreshPolicy;
import dev.reinstate.state.HeapState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TrainingTest {

  private static final int WARM_UP = 2;

  private final TestSettings settings = new TestSettings();

  /** A world that has seen two observations. */
  private World ready() {
    World world = new World(settings.build());
    for (int i = 0; i < WARM_UP; i++) {
      world.process(observation("warm", "up" + i, 0));
    }
    return world;
  }

  @Test
  void aStepIsMadeExactlyAfterEveryBatchOfMatchedFeedback() {
    World world = ready();
    world.process(pairs("k", 0, 21));
    for (int i = 0; i < 21; i++) {
      Prediction prediction = world.out.predictions.get(WARM_UP + i);
      assertThat(prediction.modelVersion()).as(prediction.observationId()).isEqualTo(i / 4);
    }
    assertThat(world.trainer.version()).isEqualTo(5);
    assertThat(world.learner.learningFrom()).isEqualTo(WARM_UP + 4);
  }

  @Test
  void feedbackThatIsNotMatchedDoesNotCount() {
    World world = ready();
    List<Event> events = new ArrayList<>(pairs("k", 0, 3));
    events.add(feedback("k", "f0", "o0", 30, 1));
    events.add(feedback("k", "f", "unknown", 30, 1));
    world.process(events);
    assertThat(world.trainer.version()).isZero();
    world.process(pairs("k", 3, 4));
    assertThat(world.trainer.version()).isEqualTo(1);
  }

  @Test
  void anAutoencoderStepIsMadeAfterEveryBatchOfObservations() {
    settings.autoencoderBatch = 3;
    World world = new World(settings.build());
    world.process(pairs("k", 0, 15));
    assertThat(world.trainer.autoencoderVersion()).isZero();
    assertThat(world.trainer.autoencoderError()).isNaN();
    world.process(pairs("k", 15, 16));
    assertThat(world.trainer.autoencoderVersion()).as("the first 16 wait").isEqualTo(5);
    world.process(pairs("k", 16, 22));
    assertThat(world.trainer.autoencoderVersion()).isEqualTo(7);
    assertThat(world.model.autoencoderVersion()).isEqualTo(7);
    assertThat(world.trainer.autoencoderError()).isPositive();
  }

  @Test
  void refreshedEmbeddingsAreSeenFromTheNextStepOnAndNotBefore() {
    settings.capacity = 20;
    World world = ready();
    world.process(pairs("k", 0, 7));
    // a step came after the 4th feedback; those of the 5th to 7th were reinstated since
    assertThat(world.trainer.version()).isEqualTo(1);
    for (int slot = 0; slot < 4; slot++) {
      assertThat(world.memory("k").version(slot)).isZero();
    }
    assertThat(world.count(Count.REFRESHED)).isZero();
    assertThat(world.learner.snapshot().refreshes()).isNotEmpty();

    world.process(pairs("k", 7, 8));
    assertThat(world.trainer.version()).isEqualTo(2);
    List<Long> versions = new ArrayList<>();
    for (int slot = 0; slot < 4; slot++) {
      versions.add(world.memory("k").version(slot));
    }
    assertThat(versions).contains(1L);
    assertThat(world.count(Count.REFRESHED)).isPositive();
    assertThat(world.learner.snapshot().refreshes()).isEmpty();
  }

  @Test
  void theMemoryOfTheObservationItselfIsRefreshedToo() {
    settings.capacity = 20;
    World world = ready();
    world.process(pairs("k", 0, 4));
    world.process(observation("k", "p", 50), observation("k", "q", 60));
    world.process(pairs("l", 0, 4));
    assertThat(world.trainer.version()).isEqualTo(2);
    world.process(feedback("k", "f", "p", 70, 1), feedback("k", "f", "q", 70, 1));
    assertThat(world.memory("k").version(4)).as("when p was observed").isEqualTo(1);
    world.process(pairs("l", 4, 6));
    assertThat(world.trainer.version()).isEqualTo(3);
    assertThat(world.memory("k").version(4)).as("when p was credited").isEqualTo(2);
    assertThat(world.memory("k").version(5)).as("when q was credited").isEqualTo(2);
  }

  @Test
  void withoutRefreshEmbeddingsStayAsWritten() {
    settings.refresh = RefreshPolicy.NONE;
    settings.capacity = 20;
    World world = ready();
    world.process(pairs("k", 0, 20));
    for (int slot = 0; slot < 20; slot++) {
      assertThat(world.memory("k").version(slot)).isEqualTo(slot / 4);
    }
    assertThat(world.count(Count.REFRESHED)).isZero();
  }

  @Test
  void nothingIsLearntBeforeTheAutoencoderIsReady() {
    settings.gate = TestSettings.CLOSED;
    World world = new World(settings.build());
    world.process(pairs("k", 0, 40));
    assertThat(world.trainer.autoencoderVersion()).isEqualTo(40);
    assertThat(world.trainer.version()).isZero();
    assertThat(world.learner.learningFrom()).isZero();
    assertThat(world.out.credits).hasSize(40);
    assertThat(world.lastCredit().memories())
        .hasSize(4)
        .allSatisfy(memory -> assertThat(memory.gradientNorm()).isZero());
  }

  @Test
  void frozenNeverLearnsButGivesCredit() {
    settings.mode = CreditMode.FROZEN;
    World world = new World(settings.build());
    world.process(pairs("k", 0, 40));
    assertThat(world.trainer.version()).isZero();
    assertThat(world.lastCredit().mode()).isEqualTo("frozen");
    assertThat(world.out.credits.stream().flatMap(credit -> credit.memories().stream()))
        .anySatisfy(memory -> assertThat(memory.credit()).isNotZero())
        .allSatisfy(memory -> assertThat(memory.reinstatementError()).isNaN());
    assertThat(parameters(world)).containsExactly(parameters(new World(settings.build())));
  }

  @Test
  void aStepChangesTheParametersAndCreditsTellOfTheGradient() {
    World world = ready();
    world.process(pairs("k", 0, 40));
    assertThat(parameters(world)).isNotEqualTo(parameters(new World(settings.build())));
    assertThat(world.out.credits.stream().flatMap(credit -> credit.memories().stream()))
        .anySatisfy(memory -> assertThat(memory.gradientNorm()).isPositive())
        .allSatisfy(memory -> assertThat(memory.reinstatementError()).isBetween(-1e-6f, 2f));
  }

  /** With a weight of 0 there is no gradient, and Adam stays where it is. */
  @Test
  void theWeightOfFeedbackScalesItsGradient() {
    World world = ready();
    for (Event event : pairs("k", 0, 12)) {
      if (event instanceof Feedback f) {
        world.process(
            new Feedback(
                f.key(),
                f.feedbackId(),
                f.observationId(),
                f.time(),
                f.observationTime(),
                f.target(),
                0,
                f.origin()));
      } else {
        world.process(event);
      }
    }
    assertThat(world.trainer.version()).isEqualTo(3);
    assertThat(parameters(world)).containsExactly(parameters(new World(settings.build())));
  }

  @Test
  void feedbackWhoseGradientIsNotFiniteCostsItselfOnly() {
    World world = ready();
    world.process(pairs("k", 0, 7));
    world.process(
        observation("k", "bad", 100),
        new Feedback(
            "k", "f", "bad", 105, Feedback.UNKNOWN_TIME, 1, Float.NaN, Feedback.Origin.NONE));
    assertThat(world.learner.eventCounts().get(Count.GRADIENTS_DROPPED)).isEqualTo(1);
    assertThat(world.trainer.skipped()).isZero();
    assertThat(world.trainer.version()).isEqualTo(2);
    for (float parameter : parameters(world)) {
      assertThat(parameter).isFinite();
    }
    world.process(pairs("k", 20, 24));
    assertThat(world.learner.eventCounts().get(Count.GRADIENTS_DROPPED)).isEqualTo(1);
    assertThat(world.trainer.version()).isEqualTo(3);
  }

  @Test
  void aSumThatIsNotFiniteIsSkippedAndCounted() {
    World world = ready();
    float[] parameters = parameters(world);
    int batch = world.settings.training().batch();
    float[] sum = new float[world.model.embedding().parameterCount()];
    sum[1] = Float.NaN;
    world.trainer.add(new GradientSum(sum, batch), 0);
    world.trainer.stepEmbedding();
    assertThat(world.trainer.skipped()).isEqualTo(1);
    assertThat(world.trainer.version()).isZero();
    assertThat(parameters(world)).containsExactly(parameters);
  }

  @Test
  void gradientsOfAnOldModelAddUpUntilAFreshOneComes() {
    World world = ready();
    int parameters = world.model.embedding().parameterCount();
    int batch = world.settings.training().batch();
    for (int step = 0; step < 3; step++) {
      world.trainer.add(new GradientSum(new float[parameters], batch), 0);
      assertThat(world.trainer.stepEmbedding()).as("step %d", step).isTrue();
    }
    world.trainer.add(new GradientSum(new float[parameters], batch), 0);
    assertThat(world.trainer.stepEmbedding()).as("three steps ahead of the gradient").isFalse();
    assertThat(world.trainer.embeddingSum().count()).as("nothing is lost").isEqualTo(batch);
    world.trainer.add(new GradientSum(new float[parameters], batch), 1);
    assertThat(world.trainer.stepEmbedding()).isTrue();
    assertThat(world.trainer.version()).isEqualTo(4);
  }

  @Test
  void anObservationThatIsNoNumberLeavesNoTraceInTheAutoencoder() {
    World world = ready();
    world.process(pairs("k", 0, 20));
    double error = world.trainer.autoencoderError();
    float[] parameters = world.trainer.autoencoderParameters().clone();
    world.trainer.observe(new float[] {Float.POSITIVE_INFINITY, 1, 2, 3}, 1);
    assertThat(world.trainer.outside()).isEqualTo(1);
    assertThat(world.trainer.skipped()).isZero();
    assertThat(world.trainer.autoencoderError()).isEqualTo(error);
    assertThat(world.trainer.autoencoderParameters()).containsExactly(parameters);
  }

  @Test
  void anObservationThatOverflowsDoesNotStopTheOthers() {
    settings.autoencoderBatch = 2;
    World world = ready();
    world.process(pairs("k", 0, 20));
    float[] huge = new float[4];
    Arrays.fill(huge, Float.MAX_VALUE);
    world.process(new Observation("k", "huge", 100, huge), feedback("k", "f", "huge", 101, 1));
    world.process(pairs("k", 20, 40));
    assertThat(world.trainer.autoencoderError()).isFinite();
    for (Prediction prediction : world.out.predictions) {
      assertThat(prediction.output()[0] + prediction.output()[1])
          .as(prediction.observationId())
          .isCloseTo(1, Offset.offset(1e-5f));
    }
  }

  @Test
  void sharedTrainingHandsOutSumsThatAddUpToTheInlineOnes() {
    settings.batch = 1_000;
    settings.autoencoderBatch = 1_000;
    LearnerSettings built = settings.build();
    World inline = new World(built);
    open(inline.model);
    inline.process(pairs("k", 0, 60));

    Model model = new Model(built);
    open(model);
    GradientSum embedding = new GradientSum(model.embedding().parameterCount());
    List<Float> observed = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    SharedTraining.Receiver receiver =
        new SharedTraining.Receiver() {
          @Override
          public void gradients(GradientSum sum, long version) {
            counts.add(sum.count());
            embedding.add(sum);
          }

          @Override
          public void observations(float[] x, int rows) {
            for (int i = 0; i < rows * settings.observationSize; i++) {
              observed.add(x[i]);
            }
          }
        };
    Learner learner =
        new Learner(built, model, new HeapState(), new SharedTraining(built, model, receiver));
    List<Event> events = pairs("k", 0, 60);
    for (int at = 0; at < events.size(); at += 8) {
      learner.process(events.subList(at, at + 8), new World.Outputs());
    }

    assertThat(counts).hasSize(15).containsOnly(4);
    assertThat(embedding.count()).isEqualTo(inline.trainer.embeddingSum().count()).isEqualTo(60);
    assertClose(embedding.sum(), inline.trainer.embeddingSum().sum());
    List<Float> expected = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof Observation observation) {
        for (float value : observation.features()) {
          expected.add(value);
        }
      }
    }
    assertThat(observed).isEqualTo(expected);
  }

  @Test
  void underSharedTrainingRefreshedEmbeddingsAreSeenAfterTheMicroBatch() {
    LearnerSettings built = settings.build();
    Model model = new Model(built);
    open(model);
    SharedTraining.Receiver nobody =
        new SharedTraining.Receiver() {
          @Override
          public void gradients(GradientSum sum, long version) {}

          @Override
          public void observations(float[] x, int rows) {}
        };
    Learner learner =
        new Learner(built, model, new HeapState(), new SharedTraining(built, model, nobody));
    learner.process(pairs("k", 0, 4), new World.Outputs());
    float[] parameters = new float[model.embedding().parameterCount()];
    model.embedding().readParameters(parameters);
    model.loadEmbedding(7, parameters);
    learner.process(pairs("k", 4, 5), new World.Outputs());
    assertThat(learner.eventCounts().get(Count.REFRESHED)).isEqualTo(4);
    assertThat(learner.snapshot().refreshes()).isEmpty();
  }

  private static void open(Model model) {
    float[] parameters = new float[model.autoencoder().parameterCount()];
    model.autoencoder().readParameters(parameters);
    model.loadAutoencoder(0, parameters, true);
  }

  private static void assertClose(float[] actual, float[] expected) {
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).isPositive();
    assertThat(actual).containsExactly(expected, Offset.offset((float) (1e-5 * largest)));
  }

  private static float[] parameters(World world) {
    float[] parameters = new float[world.model.embedding().parameterCount()];
    world.model.embedding().readParameters(parameters);
    return parameters;
  }
}
