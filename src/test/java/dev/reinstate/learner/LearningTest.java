package dev.reinstate.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.settings.Prior;
import dev.reinstate.settings.RefreshPolicy;
import org.junit.jupiter.api.Test;

/** Delayed feedback teaches the embedding what to compare. */
class LearningTest {

  private static final double CHANCE = 0.5;

  private final Recall recall = new Recall(24, 34, 5);

  private World run(CreditMode mode, RefreshPolicy refresh) {
    TestSettings settings = new TestSettings();
    settings.observationSize = Recall.SIZE;
    settings.prior = Prior.UNIFORM;
    settings.capacity = 16;
    settings.k = 12;
    settings.codecAtWrite = false;
    settings.refresh = refresh;
    settings.horizon = 100_000;
    settings.expireAfter = 100_000;
    settings.hidden = new int[] {32};
    settings.size = 8;
    settings.codeSize = 12;
    settings.mode = mode;
    settings.batch = 16;
    settings.learningRate = 0.01;
    settings.autoencoderBatch = 4;
    settings.gate = 0.4;
    World world = new World(settings.build());
    int batch = 400;
    for (int at = 0; at < recall.events.size(); at += batch) {
      world.process(recall.events.subList(at, Math.min(recall.events.size(), at + batch)));
    }
    return world;
  }

  @Test
  void reinstatedCreditLearnsWhatFrozenCannotKnow() {
    World learnt = run(CreditMode.REINSTATED, RefreshPolicy.TOUCH);
    World frozen = run(CreditMode.FROZEN, RefreshPolicy.TOUCH);
    double accuracy = recall.accuracy(learnt.out.predictions);
    double bound = recall.accuracy(frozen.out.predictions);

    assertThat(learnt.trainer.ready()).isTrue();
    assertThat(learnt.trainer.skipped()).isZero();
    assertThat(bound).isBetween(CHANCE - 0.1, 0.8);
    assertThat(accuracy).isGreaterThan(0.85).isGreaterThan(bound + 0.15);
  }

  @Test
  void theAutoencoderLearnsOnline() {
    World world = run(CreditMode.FROZEN, RefreshPolicy.NONE);
    assertThat(world.trainer.autoencoderError()).isLessThan(0.2);
  }

  @Test
  void predictionsTellObservationsApart() {
    World world = run(CreditMode.REINSTATED, RefreshPolicy.NONE);
    assertThat(world.out.predictions.stream().map(p -> p.output()[1]).distinct().count())
        .isGreaterThan(world.out.predictions.size() / 2);
  }
}
