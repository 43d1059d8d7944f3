package dev.reinstate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.learner.TestSettings;
import dev.reinstate.memory.Precision;
import dev.reinstate.settings.FeatureSettings;
import dev.reinstate.settings.MissingFeatures;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a standardised observation becomes, and comes back as. */
class DirectCodecTest {

  private static final float HALF_A_STEP = Standardiser.MAX / 127 / 2 + 1e-6f;

  private static Standardiser standardiser(int... indicators) {
    TestSettings settings = new TestSettings();
    settings.observationSize = 3;
    settings.features = new FeatureSettings(true, MissingFeatures.MEAN, indicators);
    return new Standardiser(settings.build());
  }

  @Test
  void aCodeGivesTheObservationBackButForRounding() {
    Random random = new Random(3);
    float[] x = new float[5 * 64];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Math.max(-Standardiser.MAX, Math.min(Standardiser.MAX, random.nextGaussian()));
    }
    DirectCodec codec = new DirectCodec(64, Standardiser.MAX, Precision.INT8);
    byte[] codes = new byte[5 * codec.codeBytes()];
    codec.encode(x, 5, codes);
    float[] back = new float[x.length];
    codec.decode(codes, 5, back);
    assertThat(back).containsExactly(x, within(HALF_A_STEP));
  }

  @Test
  void beforeParametersComeFeaturesAreOnlyLimited() {
    float[] input = new float[3];
    standardiser().apply(new float[] {0.5f, -100, Float.NaN}, 0, input, 0);
    assertThat(input).containsExactly(0.5f, -Standardiser.MAX, 0);
  }

  @Test
  void distancesFromTheMeanInDeviations() {
    Standardiser standardiser = standardiser(1);
    standardiser.write(new float[] {10, 20, 30, 2, 5, 0}, 0);
    float[] input = new float[4];
    standardiser.apply(new float[] {13, Float.NaN, 1e30f}, 0, input, 0);
    assertThat(input).containsExactly(1.5f, 0, 0, 1);
    float[] raw = new float[3];
    standardiser.invert(input, 0, raw);
    assertThat(raw).containsExactly(13, Float.NaN, 30);
  }

  /** Such as nanoseconds since 1970. */
  @Test
  void aFeatureOfAnySizeIsStandardised() {
    Standardiser standardiser = standardiser();
    float largest = Float.MAX_VALUE;
    float smallest = Float.MIN_VALUE;
    standardiser.write(new float[] {2e18f, -largest, 0, 1e17f, 1, smallest}, 0);
    float[] input = new float[3];
    standardiser.apply(new float[] {2.1e18f, largest, -smallest}, 0, input, 0);
    assertThat(input).containsExactly(new float[] {1, Standardiser.MAX, -1}, within(1e-5f));
  }

  @Test
  void anIndicatorSaysThatAFeatureIsThere() {
    Standardiser standardiser = standardiser(0, 2);
    float[] input = new float[5];
    standardiser.apply(new float[] {1, 2, Float.NaN}, 0, input, 0);
    assertThat(input).containsExactly(1, 2, 0, 0, 1);
  }
}
