package dev.reinstate.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.learner.TestSettings;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the autoencoder counts as good enough, and what a few bad observations cost it. */
class AutoencoderTrainerTest {

  private static final int SIZE = 16;
  private static final int BATCH = 16;

  private final Random random = new Random(7);

  private static Trainer trainer(int codeSize) {
    TestSettings settings = new TestSettings();
    settings.observationSize = SIZE;
    settings.codeSize = codeSize;
    settings.hidden = new int[] {32};
    settings.autoencoderBatch = BATCH;
    settings.gate = 0.4;
    settings.learningRate = 5e-3;
    LearnerSettings built = settings.build();
    return new Trainer(built, new Model(built));
  }

  /** Of four numbers each feature is one of, but for a little noise. */
  private float[] batchOfFour() {
    float[] x = new float[BATCH * SIZE];
    for (int row = 0; row < BATCH; row++) {
      float[] four = new float[4];
      for (int j = 0; j < four.length; j++) {
        four[j] = (float) random.nextGaussian();
      }
      for (int j = 0; j < SIZE; j++) {
        x[row * SIZE + j] = four[j % 4] * (1 + 0.1f * j) + 0.1f * (float) random.nextGaussian();
      }
    }
    return x;
  }

  /** How many steps it takes to be ready, with one batch changed. */
  private int steps(Consumer<float[]> change, int at) {
    random.setSeed(7);
    Trainer trainer = trainer(8);
    int step = 0;
    while (!trainer.ready() && step < 2_000) {
      float[] x = batchOfFour();
      if (step == at) {
        change.accept(x);
      }
      trainer.observe(x, BATCH);
      step++;
    }
    return step - 1;
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 0.1f, -1e9f, 1.7e12f, 3e38f, 1e-45f})
  void equalObservationsNeverOpenTheGate(float value) {
    Trainer trainer = trainer(8);
    float[] x = new float[BATCH * SIZE];
    Arrays.fill(x, value);
    for (int step = 0; step < 50; step++) {
      trainer.observe(x, BATCH);
      assertThat(trainer.ready()).isFalse();
      assertThat(trainer.autoencoderError()).isNaN();
    }
  }

  @Test
  void noiseNeverOpensTheGate() {
    Trainer trainer = trainer(4);
    for (int step = 0; step < 600; step++) {
      float[] x = new float[BATCH * SIZE];
      for (int i = 0; i < x.length; i++) {
        x[i] = 1e4f + (float) random.nextGaussian();
      }
      trainer.observe(x, BATCH);
      assertThat(trainer.ready()).isFalse();
      assertThat(trainer.autoencoderError()).isNotNegative();
    }
  }

  /** As where a feature is said in seconds since 1970, or is always the same. */
  @Test
  void theErrorIsNeverNegative() {
    Trainer trainer = trainer(8);
    for (int step = 0; step < 40; step++) {
      float[] x = batchOfFour();
      for (int row = 0; row < BATCH; row++) {
        x[row * SIZE + 3] = 1.7e9f + random.nextInt(86_400);
        x[row * SIZE + 5] = 1.7e12f;
      }
      trainer.observe(x, BATCH);
      assertThat(trainer.autoencoderError()).isNotNegative();
    }
  }

  @Test
  void theGateOpensAfterSeveralGoodStepsInARow() {
    int open = steps(x -> {}, -1);
    assertThat(open).isBetween(5, 500);
    random.setSeed(7);
    Trainer trainer = trainer(8);
    for (int step = 0; step <= open; step++) {
      trainer.observe(batchOfFour(), BATCH);
      if (step > open - 5) {
        assertThat(trainer.autoencoderError()).as("step %d", step).isLessThan(0.4);
      }
    }
  }

  /** At the very start, just after it, and later. */
  @ParameterizedTest
  @ValueSource(floats = {1e4f, 1e6f, -1e15f, 3e38f})
  void oneSentinelCostsAFewStepsAtMost(float sentinel) {
    int clean = steps(x -> {}, -1);
    for (int at : new int[] {0, 1, 12}) {
      assertThat(steps(x -> x[5 * SIZE + 3] = sentinel, at))
          .as("in batch %d", at)
          .isBetween(clean - 10, clean + 10);
    }
  }

  @Test
  void aSentinelThatIsRehearsedIsNotLearnedFromAgain() {
    Trainer trainer = trainer(8);
    for (int step = 0; step < 200; step++) {
      float[] x = batchOfFour();
      if (step >= 10) {
        x[3] = 3e38f;
      }
      trainer.observe(x, BATCH);
    }
    assertThat(trainer.outside()).isPositive();
    assertThat(trainer.skipped()).isZero();
    for (float parameter : trainer.autoencoderParameters()) {
      assertThat(parameter).isFinite();
    }
  }

  /** As where one more producer says kilometres for metres. */
  @Test
  void anotherScaleThatStaysIsLearnedWithinAFewBatches() {
    Trainer trainer = trainer(8);
    for (int step = 0; step < 40; step++) {
      trainer.observe(batchOfFour(), BATCH);
    }
    for (int step = 0; step < 40; step++) {
      float[] x = batchOfFour();
      for (int i = 0; i < x.length; i++) {
        x[i] *= 1_000;
      }
      trainer.observe(x, BATCH);
    }
    assertThat(trainer.outside()).isBetween(1L, 20L * BATCH);
  }

  @Test
  void aFeatureThatDoesNotVaryCountsInNoError() {
    random.setSeed(7);
    Trainer plain = trainer(8);
    Trainer shifted = trainer(8);
    for (int step = 0; step < 3; step++) {
      float[] x = batchOfFour();
      for (int row = 0; row < BATCH; row++) {
        x[row * SIZE] = 0;
      }
      plain.observe(x, BATCH);
      for (int row = 0; row < BATCH; row++) {
        x[row * SIZE] = 3;
      }
      shifted.observe(x, BATCH);
    }
    assertThat(shifted.autoencoderError()).isCloseTo(plain.autoencoderError(), Offset.offset(0.5));
  }
}
