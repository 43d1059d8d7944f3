package dev.reinstate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.learner.TestSettings;
import dev.reinstate.memory.Precision;
import dev.reinstate.model.DirectCodec;
import dev.reinstate.model.Standardiser;
import dev.reinstate.settings.CodeKind;
import dev.reinstate.settings.FeatureSettings;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.MissingFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** How the scale of features moves with a stream, and what becomes of the codes of before. */
class StandardiserTrainerTest {

  /** What is learned of a stream, and the codes of all its observations. */
  private static final class Stream {
    private final Standardiser standardiser;
    private final DirectCodec codec;
    private final StandardiserTrainer trainer;
    private final List<float[]> observations = new ArrayList<>();
    private final List<byte[]> codes = new ArrayList<>();
    private final List<float[]> inputs = new ArrayList<>();

    private Stream(int features) {
      TestSettings test = new TestSettings();
      test.observationSize = features;
      test.features = new FeatureSettings(true, MissingFeatures.MEAN, new int[0]);
      test.codeKind = CodeKind.DIRECT;
      LearnerSettings settings = test.build();
      trainer = new StandardiserTrainer(settings, new Standardiser(settings));
      standardiser = trainer.standardiser();
      codec = new DirectCodec(standardiser, Precision.INT8);
    }

    private void run(int count, IntFunction<float[]> stream) {
      for (int n = 0; n < count; n++) {
        float[] raw = stream.apply(n);
        byte[] code = new byte[codec.codeBytes()];
        codec.encode(raw, raw, 1, code);
        float[] input = new float[raw.length];
        standardiser.apply(raw, 0, input, 0);
        inputs.add(input);
        observations.add(raw);
        codes.add(code);
        trainer.observe(raw, 1);
      }
    }

    /** Of codes made from an observation on, and of what was within limits: the largest error. */
    private double error(int from) {
      double largest = 0;
      for (int n = from; n < codes.size(); n++) {
        float[] expected = new float[observations.get(n).length];
        standardiser.apply(observations.get(n), 0, expected, 0);
        float[] back = new float[expected.length];
        codec.decode(codes.get(n), 1, back);
        for (int i = 0; i < back.length; i++) {
          boolean within = Math.abs(inputs.get(n)[i]) < Standardiser.MAX;
          largest = Math.max(largest, within ? Math.abs(back[i] - expected[i]) : 0);
        }
      }
      return largest;
    }
  }

  /** As the days of the week in a stream of days, each of which is new on its first day. */
  @Test
  void codesOfBeforeAFlagWasKnownAreReadRight() {
    Stream stream = new Stream(7);
    stream.run(
        14_000,
        n -> {
          float[] day = new float[7];
          day[n / 1_000 % 7] = 1;
          return day;
        });
    assertThat(stream.error(0)).isLessThan(0.1);
    assertThat(stream.trainer.version()).isBetween(5L, 28L);
  }

  @Test
  void codesStayRightWhileFeaturesDrift() {
    Random random = new Random(2);
    Stream stream = new Stream(3);
    stream.run(
        20_000,
        n -> {
          float slow = n / 2_000f;
          return new float[] {
            (float) (1e6 * (slow + 0.3 * random.nextGaussian())),
            (float) (Math.exp(slow / 2) * random.nextGaussian()),
            (float) (1e-6 * random.nextGaussian())
          };
        });
    assertThat(stream.error(32)).isLessThan(0.1);
  }

  @Test
  void aSteadyStreamTakesFewSteps() {
    Random random = new Random(3);
    Stream stream = new Stream(4);
    stream.run(
        30_000,
        n ->
            new float[] {
              (float) random.nextGaussian(),
              random.nextInt(10) == 0 ? 1 : 0,
              (float) Math.exp(random.nextGaussian()),
              3
            });
    assertThat(stream.trainer.version()).isLessThan(10);
    assertThat(stream.standardiser.codeScales().newest()).isLessThan(10);
    assertThat(stream.standardiser.deviation(0)).isCloseTo(1, within(0.3f));
  }

  /** A scale has a number of a byte. */
  @Test
  void moreScalesThanAByteCountsLeaveTheNewestRight() {
    Stream stream = new Stream(1);
    for (int n = 0; n < 300; n++) {
      stream.standardiser.addCodeScale(new float[] {n, 1});
    }
    stream.standardiser.moveTo(new float[] {290}, new float[] {5});
    stream.run(10, n -> new float[] {299.5f});
    assertThat(stream.error(0)).isLessThan(0.01);
    Stream restored = new Stream(1);
    restored.standardiser.write(stream.standardiser.parameters());
    float[] back = new float[1];
    restored.codec.decode(stream.codes.get(0), 1, back);
    assertThat(back[0]).isCloseTo(1.9f, within(0.01f));
    assertThat(stream.standardiser.parameters()).hasSize(2 + 1 + 2 * 256);
  }
}
