package dev.reinstate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.event.Event;
import dev.reinstate.event.Prediction;
import dev.reinstate.learner.Learner;
import dev.reinstate.learner.Recall;
import dev.reinstate.learner.TestSettings;
import dev.reinstate.learner.World;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.HeapState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one job learned is what the next one starts from. */
class SavedModelTest {

  private final Recall recall = new Recall(12, 8, 3);
  private final TestSettings settings = new TestSettings();

  SavedModelTest() {
    settings.observationSize = Recall.SIZE;
    settings.capacity = 16;
    settings.k = 12;
    settings.horizon = 100_000;
    settings.expireAfter = 100_000;
    settings.codeSize = 12;
    settings.autoencoderBatch = 4;
    settings.gate = 0.8;
  }

  private World learned(List<Event> events) {
    World world = new World(settings.build());
    world.process(events);
    assertThat(world.trainer.ready()).isTrue();
    assertThat(world.model.version()).isPositive();
    return world;
  }

  private static SavedModel saved(World world) {
    return SavedModel.of(world.settings, world.model, world.trainer);
  }

  /** Of the same memories, as long as no step is made. */
  @Test
  void theFirstPredictionsAreThoseOfTheModelThatWasSaved() {
    List<Event> past = recall.events.subList(0, 2_000);
    List<Event> next = recall.events.subList(2_000, 2_003);
    World goesOn = learned(past);
    World ended = learned(past);
    SavedModel saved = saved(ended);
    LearnerSettings built = settings.build();
    World.Outputs out = new World.Outputs();
    Model model = saved.model(built);
    Learner started =
        new Learner(
            built, model, ended.state, new InlineTraining(built, saved.trainer(built), model));
    started.restore(ended.learner.snapshot());

    int before = goesOn.out.predictions.size();
    goesOn.process(next);
    started.process(next, out);

    assertThat(out.predictions).isNotEmpty().hasSize(goesOn.out.predictions.size() - before);
    for (int i = 0; i < out.predictions.size(); i++) {
      Prediction expected = goesOn.out.predictions.get(before + i);
      Prediction actual = out.predictions.get(i);
      assertThat(actual.modelVersion()).isZero();
      assertThat(expected.modelVersion()).isPositive();
      assertThat(actual.memoryIds()).isNotEmpty();
      assertThat(actual)
          .usingRecursiveComparison()
          .ignoringFields("modelVersion")
          .isEqualTo(expected);
    }
  }

  @Test
  void versionsCountTheNewJobsSteps() {
    SavedModel saved = saved(learned(recall.events));
    Trainer trainer = saved.trainer(settings.build());
    assertThat(trainer.version()).isZero();
    assertThat(trainer.autoencoderVersion()).isZero();
    assertThat(saved.model(settings.build()).version()).isZero();
    assertThat(saved.model(settings.build()).autoencoderVersion()).isZero();
  }

  @Test
  void theAutoencodersErrorGoesOn() {
    World before = learned(recall.events);
    Trainer trainer = saved(before).trainer(settings.build());
    double error = before.trainer.autoencoderError();
    assertThat(trainer.autoencoderError()).isEqualTo(error).isBetween(0., 0.8);
    assertThat(trainer.ready()).isTrue();

    // rows that it has never seen and knows nothing of are a fiftieth of the mean after a step
    float[] strange = new float[4 * Recall.SIZE];
    for (int i = 0; i < strange.length; i++) {
      strange[i] = i % 2 == 0 ? 2 : -2;
    }
    trainer.observe(strange, 4);
    assertThat(trainer.autoencoderVersion()).isEqualTo(1);
    assertThat(trainer.autoencoderError()).isCloseTo(error, within(0.2));
    assertThat(trainer.ready()).isTrue();
  }

  @Test
  void aJobThatStartsFromItLearnsFromItsFirstBatchOn() {
    SavedModel saved = saved(learned(recall.events));
    LearnerSettings built = settings.build();
    World anew = new World(built);
    World started =
        new World(
            built, saved.model(built), saved.trainer(built), new HeapState(), new World.Outputs());
    for (World world : List.of(anew, started)) {
      for (Event event : recall.events) {
        world.process(event);
      }
    }
    assertThat(started.learner.learningFrom()).isBetween(1L, 30L);
    assertThat(anew.learner.learningFrom()).isGreaterThan(started.learner.learningFrom());
  }
}
