package dev.reinstate.learner;

import static dev.reinstate.learner.World.feedback;
import static dev.reinstate.learner.World.observation;
import static dev.reinstate.learner.World.pair;
import static dev.reinstate.learner.World.pairs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Forget;
import dev.reinstate.event.Prediction;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.model.Model;
import dev.reinstate.settings.HeadCombination;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.Prior;
import dev.reinstate.settings.ReadSettings;
import dev.reinstate.state.HeapState;
import dev.reinstate.training.GradientSum;
import dev.reinstate.training.SharedTraining;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever is wrong inside, no number that is not finite goes out, and nobody else is harmed. */
class NotFiniteTest {

  private final TestSettings settings = new TestSettings();

  NotFiniteTest() {
    settings.target = Target.VALUE;
    settings.prior = Prior.UNIFORM;
  }

  /** Keys with memories; of key "bad" an observation waits, whose prediction was finite. */
  private World world() {
    World world = new World(settings.build());
    world.process(pairs("bad", 0, 4));
    world.process(pairs("good", 0, 4));
    world.process(observation("bad", "waits", 50));
    return world;
  }

  /** All memories of a key get a value that no feedback can have. */
  private static void spoil(World world, String key) {
    ExternalMemory memory = world.memory(key);
    for (int slot = 0; slot < memory.size(); slot++) {
      memory.setValue(slot, Double.NaN);
    }
    memory.flush();
  }

  private static List<Event> batch(float weight) {
    return List.of(
        observation("bad", "p", 60),
        observation("good", "p", 60),
        new Feedback("bad", "f", "waits", 61, 50, 3, weight, Feedback.Origin.NONE),
        feedback("good", "f", "p", 62, 1),
        observation("good", "q", 63),
        feedback("good", "f", "q", 64, 0),
        observation("good", "r", 65),
        feedback("good", "f", "r", 66, 1),
        observation("good", "s", 67));
  }

  @Test
  void aKeyWhoseMemoriesAreSpoiledCostsItselfOnly() {
    World spoiled = world();
    spoil(spoiled, "bad");
    spoiled.process(batch(1));
    // nothing is learned from feedback without weight either
    World sound = world();
    sound.process(batch(0));

    assertThat(of("good", spoiled)).isEqualTo(of("good", sound)).hasSizeGreaterThan(10);
    assertThat(spoiled.model.version()).isEqualTo(sound.model.version()).isGreaterThan(1);
    assertThat(spoiled.model.learned()).isEqualTo(sound.model.learned());
    assertThat(of("bad", spoiled)).hasSize(of("bad", sound).size() - 2);

    assertThat(spoiled.out.rejected).hasSize(2);
    assertThat(spoiled.out.rejected)
        .anySatisfy(
            letter ->
                assertThat(letter)
                    .startsWith(
                        "NOT_FINITE p: the prediction of observation 'p' is not finite: output"
                            + " [NaN], weights ["))
        .anySatisfy(
            letter ->
                assertThat(letter)
                    .startsWith(
                        "NOT_FINITE f: the credit of feedback 'f' for observation 'waits' is not"
                            + " finite: loss NaN; memory 'o"));
    assertThat(spoiled.count(Count.PREDICTIONS_NOT_FINITE)).isOne();
    assertThat(spoiled.count(Count.CREDITS_NOT_FINITE)).isOne();
    assertThat(spoiled.count(Count.MATCHED)).isEqualTo(sound.count(Count.MATCHED));
    assertEverythingOutIsFinite(spoiled);
  }

  private static List<String> of(String key, World world) {
    List<String> lines = new ArrayList<>();
    world.out.predictions.stream()
        .filter(prediction -> prediction.key().equals(key))
        .map(World.Outputs::bits)
        .forEach(lines::add);
    world.out.credits.stream()
        .filter(credit -> credit.key().equals(key))
        .map(Credit::toString)
        .forEach(lines::add);
    return lines;
  }

  private static void assertEverythingOutIsFinite(World world) {
    for (Prediction prediction : world.out.predictions) {
      assertFinite(prediction.output());
      assertFinite(prediction.weights());
    }
    for (Credit credit : world.out.credits) {
      assertThat(credit.loss()).isFinite();
      for (Credit.MemoryCredit memory : credit.memories()) {
        assertFinite(memory.weight(), memory.credit(), memory.leaveOneOut(), memory.gradientNorm());
      }
    }
    assertFinite(world.model.learned());
  }

  private static void assertFinite(float... numbers) {
    for (float number : numbers) {
      assertThat(number).isFinite();
    }
  }

  @Test
  void theValueOfFeedbackWhoseCreditIsNotFiniteCounts() {
    World world = world();
    spoil(world, "bad");
    world.process(feedback("bad", "f", "waits", 61, 3));
    assertThat(world.count(Count.CREDITS_NOT_FINITE)).isOne();
    assertThat(world.count(Count.PENDING)).isZero();
    assertThat(world.memory("bad").holds(4, "waits")).isTrue();
    assertThat(world.memory("bad").value(4)).isEqualTo(3);

    world.process(feedback("bad", "f", "waits", 62, 3));
    assertThat(world.count(Count.DUPLICATE)).isOne();
  }

  @Test
  void nothingIsKeptOfAnObservationWhosePredictionIsNotFinite() {
    World world = world();
    spoil(world, "bad");
    world.process(feedback("bad", "f", "p", 59, 1), observation("bad", "p", 60));
    assertThat(world.count(Count.PREDICTIONS_NOT_FINITE)).isOne();
    assertThat(world.count(Count.PENDING)).as("only the one that waits").isOne();
    assertThat(world.count(Count.HELD)).as("feedback goes on waiting").isOne();

    world.process(new Forget("bad", null, 61));
    world.process(observation("bad", "p", 62));
    assertThat(world.count(Count.OBSERVATIONS_DUPLICATE)).as("it may be sent again").isZero();
    assertThat(world.lastPrediction().observationId()).isEqualTo("p");

    world.advanceTo(World.END);
    assertThat(world.state.size()).isZero();
    assertThat(world.count(Count.PENDING)).isZero();
    assertThat(world.count(Count.HELD)).isZero();
  }

  @Test
  void feedbackForItIsAnOrphanAndAnObservationOfBeforeStaysPending() {
    World world = world();
    spoil(world, "bad");
    // the same id, long after the horizon of the one that waits
    world.process(observation("bad", "waits", 1_700), feedback("bad", "f", "p", 1_700, 1));
    assertThat(world.count(Count.PREDICTIONS_NOT_FINITE)).isOne();
    world.advanceTo(World.END);
    assertThat(world.count(Count.ORPHAN)).isOne();
    assertThat(world.count(Count.PENDING)).isZero();
    assertThat(world.state.size()).isZero();
  }

  @Test
  void aModelThatIsNotFiniteGivesOutNothingUntilItIsReplaced() {
    settings.reads =
        new ReadSettings(
            1, true, 0.5, 100, true, HeadCombination.LINEAR, new int[] {1}, false, false, false);
    World world = world();
    int given = world.out.predictions.size() + world.out.credits.size();
    float[] sound = world.model.learned();
    float[] spoiled = new float[sound.length];
    Arrays.fill(spoiled, Float.NaN);
    world.model.loadEmbedding(world.model.version(), spoiled);
    world.process(observation("good", "p", 60), observation("new", "p", 60));
    assertThat(world.out.predictions.size() + world.out.credits.size()).isEqualTo(given);
    assertThat(world.out.rejected)
        .hasSize(2)
        .allMatch(letter -> letter.startsWith("NOT_FINITE p: the prediction of"));

    world.model.loadEmbedding(world.model.version(), sound);
    world.process(observation("good", "p", 60), observation("new", "p", 60));
    assertThat(world.count(Count.PREDICTIONS_NOT_FINITE)).isEqualTo(2);
    assertThat(world.out.predictions.size() + world.out.credits.size()).isEqualTo(given + 2);
    assertEverythingOutIsFinite(world);
  }

  @Test
  void noSumOfGradientsThatIsNotFiniteComesToTheTrainer() {
    World world = world();
    world.process(feedback("bad", "f", "waits", 60, 1));
    int count = world.trainer.embeddingSum().count();
    world.trainer.embeddingSum().sum()[0] = Float.NEGATIVE_INFINITY;
    world.process(pair("good", 10, 100, 1));
    assertThat(world.trainer.embeddingSum().sum()).containsOnly(0);
    assertThat(world.trainer.embeddingSum().count()).isEqualTo(count + 1);
    assertThat(world.count(Count.GRADIENTS_DROPPED)).isEqualTo(count + 1);

    world.process(pairs("good", 11, 20));
    assertThat(world.count(Count.GRADIENTS_DROPPED)).isEqualTo(count + 1);
    assertThat(world.trainer.embeddingSum().count()).isLessThan(count + 10);
    assertEverythingOutIsFinite(world);
  }

  @Test
  void aSharedTrainerGetsFiniteSumsAlone() {
    LearnerSettings shared = settings.build();
    List<GradientSum> sent = new ArrayList<>();
    SharedTraining training =
        new SharedTraining(
            shared,
            new Model(shared),
            new SharedTraining.Receiver() {
              @Override
              public void gradients(GradientSum sum, long version) {
                sent.add(sum);
              }

              @Override
              public void observations(float[] x, int rows) {}
            });
    Model model = world().model;
    Learner learner = new Learner(shared, model, new HeapState(), training);
    World.Outputs out = new World.Outputs();
    learner.process(pairs("k", 0, 2), out);
    training.embeddingSum().sum()[1] = Float.NaN;
    learner.process(pairs("k", 2, 4), out);
    learner.process(pairs("k", 4, 6), out);
    assertThat(sent).extracting(GradientSum::count).containsExactly(2, 2, 2);
    sent.forEach(sum -> assertFinite(sum.sum()));
    assertThat(sent.get(1).sum()).containsOnly(0);
    assertThat(learner.eventCounts().get(Count.GRADIENTS_DROPPED)).isPositive();
  }

  @Test
  void anyNumberThatIsNotFiniteCounts() {
    for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertThat(prediction(new float[] {odd}, 1).isFinite()).isFalse();
      assertThat(prediction(new float[] {1}, odd).isFinite()).isFalse();
      assertThat(credit(odd, memory(1, 1, 1, 1, 1)).isFinite()).isFalse();
      assertThat(credit(1, memory(odd, 1, 1, 1, 1)).isFinite()).isFalse();
      assertThat(credit(1, memory(1, odd, 1, 1, 1)).isFinite()).isFalse();
      assertThat(credit(1, memory(1, 1, odd, 1, 1)).isFinite()).isFalse();
      assertThat(credit(1, memory(1, 1, 1, odd, 1)).isFinite()).isFalse();
      assertThat(credit(1, memory(1, 1, 1, 1, odd)).isFinite()).isEqualTo(Float.isNaN(odd));
    }
    assertThat(prediction(new float[] {1, -Float.MAX_VALUE}, 1).isFinite()).isTrue();
    assertThat(credit(Double.MAX_VALUE).isFinite()).isTrue();
  }

  private static Prediction prediction(float[] output, float weight) {
    return new Prediction("k", "o", 0, 0, output, new String[] {"m"}, new float[] {weight}, 1);
  }

  private static Credit credit(double loss, Credit.MemoryCredit... memories) {
    return new Credit("k", "f", "o", 0, "frozen", 0, loss, 1, List.of(memories));
  }

  private static Credit.MemoryCredit memory(
      float weight, float credit, float leaveOneOut, float gradientNorm, float error) {
    return new Credit.MemoryCredit("m", 0, weight, credit, leaveOneOut, gradientNorm, error, false);
  }
}
