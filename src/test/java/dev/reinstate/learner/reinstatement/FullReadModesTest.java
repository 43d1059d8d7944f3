package dev.reinstate.learner.reinstatement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Numbers;
import dev.reinstate.compute.ReferenceMlp;
import dev.reinstate.compute.Similarity;
import dev.reinstate.compute.plain.Mlp;
import dev.reinstate.credit.ReadDifferentiator;
import dev.reinstate.credit.ReadForm;
import dev.reinstate.credit.ReadGradient;
import dev.reinstate.credit.ReadParameters;
import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.credit.gradient.GradientSource;
import dev.reinstate.credit.outcome.ClassOutcome;
import dev.reinstate.credit.outcome.Outcome;
import dev.reinstate.credit.outcome.RewardOutcome;
import dev.reinstate.credit.outcome.ValueOutcome;
import dev.reinstate.memory.MemoryLayout;
import dev.reinstate.memory.Precision;
import dev.reinstate.memory.StoredVector;
import dev.reinstate.model.Codec;
import dev.reinstate.model.PlainCodec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Credit modes under the read in full, over random networks and reads. */
class FullReadModesTest {

  private static final int HEADS = 2;
  private static final int DIMENSION = 3 * HEADS;
  private static final int FEATURES = 5;
  private static final List<Outcome> OUTCOMES =
      List.of(
          new ClassOutcome(2, 0.1),
          new ClassOutcome(3, 0.1),
          new ValueOutcome(),
          new RewardOutcome());

  /** With neither staleness nor codec; of the network's parameters and of the read's own. */
  @Property(tries = 200, seed = "93")
  void approximationsAreExactWhereStoredAndRecomputedAreEqual(
      @ForAll Similarity similarity,
      @ForAll @IntRange(max = 3) int outcome,
      @ForAll @IntRange(min = 1, max = 8) int memories,
      @ForAll @IntRange(max = 9999) int seed) {
    Example example = new Example(similarity, OUTCOMES.get(outcome), memories, seed);
    float[] gradient = example.gradient(CreditMode.EXACT);
    double[] exact = ReferenceMlp.toDoubles(gradient, 0, gradient.length);

    for (CreditMode mode : List.of(CreditMode.DIRECT, CreditMode.HYBRID, CreditMode.TARGET)) {
      Numbers.assertClose(example.gradient(mode), exact, 1e-6);
    }
    assertThat(Arrays.stream(exact).filter(g -> g != 0).count()).isGreaterThan(exact.length / 4);
  }

  private static final class Example {
    private final int memories;
    private final Mlp network;
    private final ReadParameters parameters;
    private final float[] raw;
    private final double[] values;
    private final double[] ages;
    private final float[] prior;
    private final double target;

    private Example(Similarity similarity, Outcome outcome, int memories, int seed) {
      this.memories = memories;
      Random random = new Random(seed);
      MlpShape shape =
          MlpShape.of(
                  FEATURES,
                  new int[] {4},
                  DIMENSION,
                  Activation.TANH,
                  similarity == Similarity.UNIT_DOT ? Output.UNIT : Output.LINEAR)
              .withParts(HEADS);
      network = new Mlp(shape);
      network.writeParameters(Numbers.gaussian(random, shape.parameterCount()));
      parameters =
          new ReadParameters(
              new ReadForm(
                  outcome,
                  similarity,
                  HEADS,
                  1,
                  true,
                  0.7,
                  true,
                  true,
                  new int[] {0, 3},
                  FEATURES,
                  3,
                  1,
                  false));
      float[] own = new float[parameters.count()];
      parameters.read(own, 0);
      float[] moves = Numbers.gaussian(random, own.length);
      for (int i = 0; i < own.length; i++) {
        own[i] += 0.3f * moves[i];
      }
      parameters.write(own, 0);
      raw = Numbers.gaussian(random, (memories + 1) * FEATURES);
      boolean classes = outcome instanceof ClassOutcome;
      values =
          random
              .doubles(memories)
              .map(v -> classes ? (int) (v * outcome.size()) : 2 * v - 1)
              .toArray();
      ages = random.doubles(memories, 0, 2).toArray();
      prior = new float[outcome.size()];
      Arrays.fill(prior, classes ? 1f / prior.length : 0.3f);
      target = random.nextInt(2);
    }

    /** Of the network's parameters, then of the read's. */
    private float[] gradient(CreditMode mode) {
      float[] fresh = new float[(memories + 1) * DIMENSION];
      network.forward(raw, memories + 1, fresh);
      Codec codec = new PlainCodec(FEATURES);
      ReinstatedRows rows =
          new ReinstatedRows(
              new MemoryLayout(
                  DIMENSION,
                  HEADS,
                  Precision.FLOAT32,
                  parameters.form().similarity(),
                  codec.codeBytes(),
                  memories),
              1,
              codec,
              FEATURES);
      for (int row = 0; row <= memories; row++) {
        byte[] code = new byte[codec.codeBytes()];
        float[] x = Arrays.copyOfRange(raw, row * FEATURES, (row + 1) * FEATURES);
        codec.encode(x, x, 1, code);
        StoredVector embedding = Precision.FLOAT32.store(fresh, row * DIMENSION, DIMENSION);
        rows.add(new StoredVector[] {embedding}, code);
      }
      RecomputedRows recomputed = rows.recompute(network);
      ReadGradient read =
          recomputed.differentiate(
              GradientSource.of(mode, new ReadDifferentiator(parameters, memories), 2),
              0,
              new int[] {memories},
              values,
              ages,
              prior,
              prior,
              target);
      float[] gradient = new float[network.parameterCount() + parameters.count()];
      recomputed.backward(gradient);
      read.addTo(gradient, network.parameterCount(), parameters.count(), 1);
      return gradient;
    }
  }
}
