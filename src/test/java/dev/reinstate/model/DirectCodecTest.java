package dev.reinstate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.compute.Numbers;
import dev.reinstate.compute.Similarity;
import dev.reinstate.learner.TestSettings;
import dev.reinstate.memory.MemoryLayout;
import dev.reinstate.memory.Precision;
import dev.reinstate.settings.CodeKind;
import dev.reinstate.settings.FeatureSettings;
import dev.reinstate.settings.MissingFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a standardised observation becomes, and comes back as. */
class DirectCodecTest {

  private static Standardiser standardiser(int... indicators) {
    TestSettings settings = new TestSettings();
    settings.observationSize = 3;
    settings.features = new FeatureSettings(true, MissingFeatures.MEAN, indicators);
    return new Standardiser(settings.build());
  }

  private static Standardiser scaled(int features, int... indicators) {
    TestSettings settings = new TestSettings();
    settings.observationSize = features;
    settings.features = new FeatureSettings(true, MissingFeatures.MEAN, indicators);
    settings.codeKind = CodeKind.DIRECT;
    return new Standardiser(settings.build());
  }

  /** Mean and deviation walk, and now and then codes get a scale that fits them again. */
  @Property(tries = 100)
  void aCodeGivesBackWhatIsMadeOfTheObservationNow(
      @ForAll Precision precision,
      @ForAll @IntRange(min = 1, max = 8) int features,
      @ForAll @IntRange(min = 1, max = 60) int steps,
      @ForAll @IntRange(max = 10_000) int seed) {
    Random random = new Random(seed);
    Standardiser standardiser = scaled(features);
    DirectCodec codec = new DirectCodec(standardiser, precision);
    float[] means = Numbers.gaussian(random, features);
    float[] deviations = new float[features];
    Arrays.fill(deviations, 1);
    List<float[]> observations = new ArrayList<>();
    List<float[]> roundings = new ArrayList<>();
    List<byte[]> codes = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      for (int i = 0; i < features; i++) {
        means[i] += deviations[i] * (float) random.nextGaussian();
        deviations[i] *= (float) Math.exp(0.5 * random.nextGaussian());
      }
      standardiser.moveTo(means, deviations);
      if (random.nextInt(3) == 0) {
        float[] scale = Arrays.copyOf(means, 2 * features);
        for (int i = 0; i < features; i++) {
          scale[features + i] = 8 * deviations[i];
        }
        standardiser.addCodeScale(scale);
      }
      float[] raw = new float[features];
      float[] rounding = new float[features];
      CodeScales scales = standardiser.codeScales();
      for (int i = 0; i < features; i++) {
        float range = scales.range(scales.newest(), i);
        raw[i] = scales.middle(scales.newest(), i) + range * (2 * random.nextFloat() - 1);
        rounding[i] = precision == Precision.INT8 ? range / 127 / 2 : 0;
      }
      observations.add(raw);
      roundings.add(rounding);
      codes.add(code(standardiser, codec, raw));

      for (int n = 0; n < codes.size(); n++) {
        float[] expected = new float[features];
        standardiser.apply(observations.get(n), 0, expected, 0);
        float[] back = new float[features];
        codec.decode(codes.get(n), 1, back);
        for (int i = 0; i < features; i++) {
          double floats = 1e-5 * (1 + Math.abs(means[i]) / deviations[i]);
          assertThat((double) back[i])
              .isCloseTo(expected[i], within(roundings.get(n)[i] / deviations[i] + floats));
        }
        float[] numbers = new float[features];
        codec.read(codes.get(n), 0, numbers, 0);
        for (int i = 0; i < features; i++) {
          assertThat(numbers[i]).isEqualTo(back[i] / Standardiser.MAX);
        }
      }
    }
  }

  private static byte[] code(Standardiser standardiser, DirectCodec codec, float... raw) {
    float[] input = new float[standardiser.inputSize()];
    standardiser.apply(raw, 0, input, 0);
    byte[] code = new byte[codec.codeBytes()];
    codec.encode(raw, input, 1, code);
    return code;
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void whatIsMissingStaysMissing(Precision precision) {
    Standardiser standardiser = scaled(3, 1);
    DirectCodec codec = new DirectCodec(standardiser, precision);
    standardiser.moveTo(new float[] {10, 20, 30}, new float[] {1, 1, 1});
    byte[] code = code(standardiser, codec, Float.NaN, Float.NaN, Float.NEGATIVE_INFINITY);
    standardiser.moveTo(new float[] {-10, 200, 30}, new float[] {1, 1, 1});
    float[] back = new float[4];
    codec.decode(code, 1, back);
    assertThat(back).containsExactly(0, 0, -Standardiser.MAX, 1);
  }

  /** They were x̃/4, and are taken to be of the mean and deviation that the savepoint has. */
  @Test
  void codesOfBeforeTheyHadScalesAreOfThatOfTheirSavepoint() {
    Standardiser standardiser = scaled(3, 1);
    standardiser.write(new float[] {10, 20, 30, 2, 5, 0});
    DirectCodec codec = new DirectCodec(standardiser, Precision.INT8);
    float[] numbers = {0.25f, 0, 0, 0.25f};
    byte[] former = new byte[4];
    Precision.INT8.writeCodes(numbers, 0, 4, former, 0);
    MemoryLayout layout =
        new MemoryLayout(
            1, 1, Precision.INT8, Similarity.UNIT_DOT, 5, 4, Precision.INT8, true, 100);
    standardiser.addCodeScale(new float[] {0, 0, 0, 1, 1, 1});
    standardiser.moveTo(new float[] {12, 0, 0}, new float[] {1, 5, 60});
    float[] back = new float[4];
    codec.decode(layout.codes(former, 1), 1, back);
    assertThat(back).containsExactly(new float[] {0, 4, 0.5f, 1}, within(0.05f));
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
    standardiser.write(new float[] {10, 20, 30, 2, 5, 0});
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
    standardiser.write(new float[] {2e18f, -largest, 0, 1e17f, 1, smallest});
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
