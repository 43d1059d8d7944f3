package dev.reinstate.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.event.Forget;
import dev.reinstate.event.Observation;
import dev.reinstate.learner.TestSettings;
import dev.reinstate.learner.World;
import dev.reinstate.model.AutoencoderCodec;
import dev.reinstate.settings.HeadCombination;
import dev.reinstate.settings.ReadSettings;
import dev.reinstate.settings.RehearsalSettings;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RehearsalTest {

  private static final int NEVER = 1_000;
  private static final RehearsalSettings ONE_EACH = new RehearsalSettings(NEVER, 1_000, 100_000, 0);

  private static World world(RehearsalSettings rehearsal, CreditMode mode) {
    TestSettings settings = new TestSettings();
    settings.mode = mode;
    settings.capacity = 4;
    settings.reads =
        new ReadSettings(
            2, true, 0.5, 100, true, HeadCombination.LINEAR, new int[] {1, 2}, false, true, true);
    settings.rehearsal = rehearsal;
    settings.batch = NEVER;
    settings.autoencoderBatch = NEVER;
    World world = new World(settings.build());
    float[] autoencoder = new float[world.model.autoencoder().parameterCount()];
    world.model.autoencoder().readParameters(autoencoder);
    world.model.loadAutoencoder(0, autoencoder, true);
    return world;
  }

  private static float[] sum(World world) {
    return world.trainer.embeddingSum().sum().clone();
  }

  /** Nothing is read by the first observation, so it is not rehearsed; then two are. */
  private static List<float[]> sums(World world, String laterKey) {
    world.process(World.pairs("k", 0, 3));
    float[] first = sum(world);
    world.process(World.pairs(laterKey, 3, 6));
    return List.of(first, sum(world));
  }

  /**
   * The gradient of a step is the mean over new and old feedback; that of the regression is of new
   * feedback alone.
   */
  @ParameterizedTest
  @EnumSource(names = {"REINSTATED", "DIRECT", "TARGET", "HYBRID", "QUERY_ONLY", "EXACT"})
  void oldFeedbackIsLearnedFromAgainAsItWasNew(CreditMode mode) {
    World plain = world(RehearsalSettings.NONE, mode);
    plain.process(World.pairs("k", 0, 1));
    float[] ofEmptyRead = sum(plain);
    plain.process(World.pairs("k", 1, 2));
    float[] first = sum(plain);
    float[] rehearsed = difference(first, ofEmptyRead);
    plain.process(World.pairs("k", 2, 3));
    float[] both = sum(plain);

    World rehearsing = world(ONE_EACH, mode);
    rehearsing.process(World.pairs("k", 0, 2));
    assertClose(sum(rehearsing), first, 0.5f, first, 0);
    rehearsing.process(World.pairs("k", 2, 3));
    int regression = rehearsing.model.regressionFrom();
    assertThat(regression).isLessThan(both.length);
    assertClose(
        Arrays.copyOf(sum(rehearsing), regression),
        Arrays.copyOf(both, regression),
        0.5f,
        rehearsed,
        0.5f);
    assertClose(
        Arrays.copyOfRange(sum(rehearsing), regression, both.length),
        Arrays.copyOfRange(both, regression, both.length),
        0.5f,
        Arrays.copyOfRange(first, regression, first.length),
        0);
    assertThat(rehearsing.trainer.embeddingSum().count())
        .isEqualTo(plain.trainer.embeddingSum().count());
  }

  @Test
  void memoriesThatWereEvictedSinceAreLearnedFromToo() {
    World plain = world(RehearsalSettings.NONE, CreditMode.REINSTATED);
    List<float[]> sums = sums(plain, "other");
    World rehearsing = world(ONE_EACH, CreditMode.REINSTATED);
    sums(rehearsing, "other");
    assertThat(sum(rehearsing)).isNotEqualTo(sums.get(1));
    assertThat(rehearsing.out.credits).isEqualTo(plain.out.credits);
  }

  @Test
  void whatIsForgottenIsNotLearnedFromAgain() {
    World plain = world(RehearsalSettings.NONE, CreditMode.REINSTATED);
    World rehearsing = world(ONE_EACH, CreditMode.REINSTATED);
    for (World world : List.of(plain, rehearsing)) {
      world.process(World.pairs("k", 0, 2));
    }
    float[] before = sum(plain);
    for (World world : List.of(plain, rehearsing)) {
      world.process(new Forget("k", null, 500));
      world.process(World.pairs("other", 2, 4));
    }
    assertClose(sum(rehearsing), sum(plain), 0.5f, before, 0);
  }

  /** An autoencoder that sees half of the world for long forgets the other half. */
  @Test
  void theAutoencoderKeepsWhatItSawLongAgo() {
    double forgetting = errorOfTheFirstHalf(0);
    double rehearsing = errorOfTheFirstHalf(1);
    assertThat(rehearsing).isLessThan(0.5 * forgetting);
  }

  private static double errorOfTheFirstHalf(int rehearsal) {
    TestSettings settings = new TestSettings();
    settings.mode = CreditMode.FROZEN;
    settings.codeSize = 2;
    settings.hidden = new int[] {16};
    settings.rehearsal = new RehearsalSettings(0, 1_000_000, 0, 100_000);
    settings.autoencoderRehearsal = rehearsal;
    settings.autoencoderBatch = 8;
    World world = new World(settings.build());
    for (int half = 0; half < 2; half++) {
      for (int i = 0; i < 3_000; i++) {
        world.process(new Observation("k", "o" + half + "-" + i, i, features(half, i)));
      }
    }
    AutoencoderCodec codec =
        new AutoencoderCodec(world.model.autoencoder(), settings.codePrecision);
    double error = 0;
    for (int i = 0; i < 50; i++) {
      byte[] code = new byte[settings.codeSize];
      float[] x = features(0, i);
      float[] again = new float[x.length];
      codec.encode(x, x, 1, code);
      codec.decode(code, 1, again);
      for (int j = 0; j < x.length; j++) {
        error += (x[j] - again[j]) * (x[j] - again[j]) / 50;
      }
    }
    return error;
  }

  private static float[] features(int half, int i) {
    float a = (float) Math.sin(i);
    return half == 0 ? new float[] {a, -a, 1, 0} : new float[] {0, 1, a, -a};
  }

  private static float[] difference(float[] sum, float[] part) {
    float[] rest = new float[sum.length];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = sum[i] - part[i];
    }
    return rest;
  }

  private static void assertClose(
      float[] actual, float[] first, float share, float[] second, float secondShare) {
    assertThat(actual).hasSameSizeAs(first);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i])
          .isCloseTo(share * first[i] + secondShare * second[i], Offset.offset(1e-5f));
    }
  }
}
