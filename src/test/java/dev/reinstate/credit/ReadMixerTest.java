package dev.reinstate.credit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.outcome.ClassOutcome;
import dev.reinstate.credit.outcome.RewardOutcome;
import dev.reinstate.credit.outcome.ValueOutcome;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadMixerTest {

  private static final int HEADS = 2;
  private static final int K = 4;

  static Stream<ReadForm> forms() {
    return Stream.of(true, false)
        .flatMap(
            combined ->
                Stream.of(
                        new ClassOutcome(2, 0.05),
                        new ClassOutcome(3, 0.05),
                        new ValueOutcome(),
                        new RewardOutcome())
                    .map(
                        outcome ->
                            new ReadForm(
                                outcome,
                                Similarity.UNIT_DOT,
                                HEADS,
                                1,
                                false,
                                0,
                                false,
                                combined,
                                new int[0],
                                0,
                                1,
                                0,
                                false)));
  }

  /** Whatever is asked of it, and whatever other reads come in between. */
  @ParameterizedTest
  @MethodSource("forms")
  void anOutputSaysTheSameAlways(ReadForm form) {
    ReadMixer mixer = new ReadMixer(form, K);
    ReadOutput output = mix(mixer, form, 1);
    float[] prediction = output.prediction();
    double loss = output.loss(1);
    CombinationGradient gradient = output.gradient(1).combination();

    ReadOutput other = mix(mixer, form, 2);
    assertThat(other.prediction()).isNotEqualTo(prediction);
    other.gradient(0);
    assertThat(output.gradient(1).combination().experts()).containsExactly(gradient.experts());
    assertThat(output.gradient(1).combination().weights()).containsExactly(gradient.weights());
    other.loss(0);
    assertThat(output.loss(1)).isEqualTo(loss);
    assertThat(output.prediction()).containsExactly(prediction);
  }

  private static ReadOutput mix(ReadMixer mixer, ReadForm form, int seed) {
    Random random = new Random(seed);
    double[] weights = new double[HEADS * K];
    double[] values = new double[K];
    for (int i = 0; i < K; i++) {
      double share = random.nextDouble();
      weights[i] = share / 2;
      weights[K + i] = (1 - share) / 2;
      values[i] = random.nextInt(2);
    }
    HeadMixture mixture = HeadMixture.of(form);
    for (int h = 0; h < mixture.weights().length; h++) {
      mixture.weights()[h] = random.nextFloat();
    }
    return mixer.mix(weights, values, new int[] {K}, prior(form), mixture);
  }

  private static float[] prior(ReadForm form) {
    float[] prior = new float[form.outcome().size()];
    Arrays.fill(prior, 1f / prior.length);
    return prior;
  }
}
