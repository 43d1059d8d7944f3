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
import dev.reinstate.credit.ReadHeads;
import dev.reinstate.credit.ReadParameters;
import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.credit.gradient.GradientSource;
import dev.reinstate.credit.outcome.ClassOutcome;
import dev.reinstate.credit.outcome.Outcome;
import dev.reinstate.credit.outcome.RewardOutcome;
import dev.reinstate.credit.outcome.ValueOutcome;
import dev.reinstate.learner.memories.Evidence;
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

  /** Floats of the part of an embedding that a space has. */
  private static final int PART = 3 * HEADS;

  private static final int FEATURES = 5;
  private static final List<Outcome> OUTCOMES =
      List.of(
          new ClassOutcome(2, 0.1),
          new ClassOutcome(3, 0.1),
          new ValueOutcome(),
          new RewardOutcome());

  private static final List<ReadHeads> ONE_READ = List.of(new ReadHeads(0, HEADS, true, 1));

  /** Two of the first space, at different keys, and one of the second, which has two shards. */
  private static final List<ReadHeads> SEVERAL_READS =
      List.of(
          new ReadHeads(0, HEADS, true, 1),
          new ReadHeads(0, HEADS, true, 1),
          new ReadHeads(HEADS, HEADS, true, 2));

  /** With neither staleness nor codec; of the network's parameters and of the read's own. */
  @Property(tries = 200, seed = "93")
  void approximationsAreExactWhereStoredAndRecomputedAreEqual(
      @ForAll Similarity similarity,
      @ForAll @IntRange(max = 3) int outcome,
      @ForAll @IntRange(min = 1, max = 8) int memories,
      @ForAll @IntRange(max = 9999) int seed) {
    assertExact(
        new Example(similarity, OUTCOMES.get(outcome), ONE_READ, new int[] {memories}, seed));
  }

  /** Of two spaces, with what a memory has of its own space alone. */
  @Property(tries = 200, seed = "94")
  void soTheyAreOverSeveralReads(
      @ForAll Similarity similarity,
      @ForAll @IntRange(max = 3) int outcome,
      @ForAll @IntRange(max = 9999) int seed) {
    int[] counts = new Random(seed).ints(4, 0, 5).toArray();
    counts[seed % 4]++;
    assertExact(new Example(similarity, OUTCOMES.get(outcome), SEVERAL_READS, counts, seed));
  }

  private static void assertExact(Example example) {
    float[] gradient = example.gradient(CreditMode.EXACT);
    double[] exact = ReferenceMlp.toDoubles(gradient, 0, gradient.length);

    for (CreditMode mode : List.of(CreditMode.DIRECT, CreditMode.HYBRID, CreditMode.TARGET)) {
      Numbers.assertClose(example.gradient(mode), exact, 1e-6);
    }
    assertThat(Arrays.stream(exact).filter(g -> g != 0).count()).isGreaterThan(exact.length / 4);
  }

  private static final class Example {
    private final int[] counts;
    private final int memories;
    private final int dimension;
    private final Mlp network;
    private final ReadForm form;
    private final ReadParameters parameters;
    private final float[] raw;
    private final double[] values;
    private final double[] ages;
    private final float[] prior;
    private final double target;

    private Example(
        Similarity similarity, Outcome outcome, List<ReadHeads> reads, int[] counts, int seed) {
      this.counts = counts;
      memories = Arrays.stream(counts).sum();
      Random random = new Random(seed);
      form =
          new ReadForm(
              outcome,
              similarity,
              reads,
              1,
              true,
              0.7,
              true,
              true,
              new int[] {0, 3},
              FEATURES,
              3,
              1,
              false);
      dimension = form.embeddingParts() / HEADS * PART;
      MlpShape shape =
          MlpShape.of(
                  FEATURES,
                  new int[] {4},
                  dimension,
                  Activation.TANH,
                  similarity == Similarity.UNIT_DOT ? Output.UNIT : Output.LINEAR)
              .withParts(form.embeddingParts());
      network = new Mlp(shape);
      network.writeParameters(Numbers.gaussian(random, shape.parameterCount()));
      parameters = new ReadParameters(form);
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
      RecomputedRows recomputed = rows().recompute(network);
      ReadGradient read =
          recomputed.differentiate(
              GradientSource.of(mode, new ReadDifferentiator(parameters, memories), 2),
              0,
              counts,
              values,
              ages,
              prior,
              rates(),
              target);
      float[] gradient = new float[network.parameterCount() + parameters.count()];
      recomputed.backward(gradient);
      read.addTo(gradient, network.parameterCount(), parameters.count(), 1);
      return gradient;
    }

    /** The prior each. */
    private float[] rates() {
      float[] rates = new float[form.known() * prior.length];
      for (int i = 0; i < rates.length; i++) {
        rates[i] = prior[i % prior.length];
      }
      return rates;
    }

    private ReinstatedRows rows() {
      float[] fresh = new float[(memories + 1) * dimension];
      network.forward(raw, memories + 1, fresh);
      Codec codec = new PlainCodec(FEATURES);
      MemoryLayout layout =
          new MemoryLayout(
              PART, HEADS, Precision.FLOAT32, form.similarity(), codec.codeBytes(), memories);
      ReinstatedRows rows = new ReinstatedRows(layout, dimension / PART, codec, FEATURES);
      StoredVector[] query = new StoredVector[dimension / PART];
      for (int space = 0; space < query.length; space++) {
        query[space] = Precision.FLOAT32.store(fresh, space * PART, PART);
      }
      rows.add(query, codes(codec, 0, 1));
      int row = 1;
      for (int source = 0; source < counts.length; source++) {
        int count = counts[source];
        int space = form.readOf(source).firstPart() / HEADS;
        float[] embeddings = new float[count * PART];
        for (int i = 0; i < count; i++) {
          int from = (row + i) * dimension + space * PART;
          System.arraycopy(fresh, from, embeddings, i * PART, PART);
        }
        rows.add(
            new Evidence(
                new double[count], new boolean[count], codes(codec, row, count), embeddings),
            space);
        row += count;
      }
      return rows;
    }

    private byte[] codes(Codec codec, int from, int count) {
      byte[] codes = new byte[count * codec.codeBytes()];
      float[] x = Arrays.copyOfRange(raw, from * FEATURES, (from + count) * FEATURES);
      if (count > 0) {
        codec.encode(x, x, count, codes);
      }
      return codes;
    }
  }
}
