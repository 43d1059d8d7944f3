package dev.reinstate.credit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Numbers;
import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.outcome.ClassOutcome;
import dev.reinstate.credit.outcome.RewardOutcome;
import dev.reinstate.credit.outcome.ValueOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

/** Reads in full, in all their forms, beside their formulas in float64. */
class FullReadTest {

  private static final int MAX_MEMORIES = 6;

  @Provide
  Arbitrary<ReadForm> forms() {
    return Combinators.combine(
            Arbitraries.of(
                new ClassOutcome(2, 0.05),
                new ClassOutcome(3, 0.05),
                new ValueOutcome(),
                new RewardOutcome()),
            Arbitraries.of(Similarity.class),
            Arbitraries.integers().between(1, 3),
            Arbitraries.of(true, false),
            Arbitraries.of(0.0, 0.7),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            beyondHeads())
        .as(
            (outcome, similarity, heads, learns, age, nullSlot, combined, beyond) ->
                new ReadForm(
                    outcome,
                    similarity,
                    heads,
                    0.5,
                    learns,
                    age,
                    nullSlot,
                    combined,
                    combined ? beyond.ownFeatures : new int[0],
                    beyond.codeSize,
                    0.8,
                    combined ? beyond.rates : 0,
                    false));
  }

  /** What a read has besides its learned heads. */
  private record Beyond(int[] ownFeatures, int codeSize, int rates) {}

  private static Arbitrary<Beyond> beyondHeads() {
    return Combinators.combine(
            Arbitraries.of(new int[0], new int[] {1, 4}),
            Arbitraries.of(0, RandomReads.CODE),
            Arbitraries.of(0, 2))
        .as(Beyond::new);
  }

  /** Of one read, of several that may share parts of the embedding, and of shards. */
  private static ReadForm withSeveralReads(ReadForm form, Random random) {
    List<ReadHeads> reads = new ArrayList<>();
    for (int read = 1 + random.nextInt(3); read > 0; read--) {
      boolean code = form.codeSize() > 0 && random.nextInt(3) > 0;
      reads.add(
          new ReadHeads(random.nextInt(3), 1 + random.nextInt(2), code, 1 + random.nextInt(3)));
    }
    return new ReadForm(
        form.outcome(),
        form.similarity(),
        reads,
        form.temperature(),
        form.learnsTemperature(),
        form.age(),
        form.nullSlot(),
        form.combined(),
        form.ownFeatures(),
        form.codeSize(),
        form.codeTemperature(),
        form.rates(),
        form.combined() && random.nextBoolean());
  }

  /** Sources may have nothing to read. */
  private static int[] counts(ReadForm form, Random random) {
    return IntStream.range(0, form.sources()).map(s -> random.nextInt(MAX_MEMORIES + 1)).toArray();
  }

  @Property(tries = 1000, seed = "71")
  void gradientsAgreeWithFiniteDifferences(
      @ForAll("forms") ReadForm form,
      @ForAll @IntRange(min = 1, max = MAX_MEMORIES) int count,
      @ForAll @IntRange(max = 9999) int seed) {
    assertGradients(form, new int[] {count}, seed);
  }

  @Property(tries = 1000, seed = "74")
  void gradientsOfSeveralReadsAgreeWithFiniteDifferences(
      @ForAll("forms") ReadForm form, @ForAll @IntRange(max = 9999) int seed) {
    Random random = new Random(seed);
    ReadForm several = withSeveralReads(form, random);
    assertGradients(several, counts(several, random), seed);
  }

  private static void assertGradients(ReadForm form, int[] counts, int seed) {
    RandomReads reads = new RandomReads(form, counts, seed);
    ReadDifferentiator differentiator = new ReadDifferentiator(reads.parameters, MAX_MEMORIES);
    float[] gradients = new float[reads.vectors.length];
    ReadGradient gradient =
        differentiator.differentiate(reads.read(), reads.vectors, reads.vectors, gradients);

    double[] vectors = RandomReads.toDoubles(reads.vectors);
    double[] parameters = RandomReads.toDoubles(reads.flat);
    assertThat(gradient.loss()).isCloseTo(reads.loss(vectors, parameters), Offset.offset(1e-5));
    Numbers.assertClose(
        gradients, Numbers.numericalGradient(v -> reads.loss(v, parameters), vectors), 1e-4);
    float[] own = new float[parameters.length + 1];
    gradient.addTo(own, 1, parameters.length, 1);
    assertThat(own[0]).isZero();
    Numbers.assertClose(
        Arrays.copyOfRange(own, 1, own.length),
        Numbers.numericalGradient(
            p -> reads.loss(vectors, p) + reads.regressionLoss(p), parameters),
        1e-4);
  }

  @Property(tries = 300, seed = "72")
  void creditsAgreeWithFiniteDifferences(
      @ForAll("forms") ReadForm form,
      @ForAll @IntRange(min = 1, max = MAX_MEMORIES) int count,
      @ForAll @IntRange(max = 9999) int seed) {
    assertCredits(form, new int[] {count}, seed);
  }

  @Property(tries = 300, seed = "75")
  void creditsOfSeveralReadsAgreeWithFiniteDifferences(
      @ForAll("forms") ReadForm form, @ForAll @IntRange(max = 9999) int seed) {
    Random random = new Random(seed);
    ReadForm several = withSeveralReads(form, random);
    assertCredits(several, counts(several, random), seed);
  }

  /** Credits say how the loss moves with logits; with the null slots' they sum to 0 by source. */
  private static void assertCredits(ReadForm form, int[] counts, int seed) {
    RecordedLogits recorded = RecordedLogits.of(form, MAX_MEMORIES, counts, seed);
    double[] credits = recorded.credit().credits();
    int i = 0;
    for (int count : counts) {
      double sum = 0;
      for (int end = i + count; i < end; i++) {
        double step = 1e-2; // null weights are float32
        double above = recorded.moved(i, step).loss();
        double below = recorded.moved(i, -step).loss();
        assertThat(credits[i]).isCloseTo((below - above) / (2 * step), Offset.offset(2e-4));
        sum += credits[i];
      }
      if (!form.nullSlot()) {
        assertThat(sum).isCloseTo(0, Offset.offset(1e-6));
      }
    }
    assertThat(credits).hasSize(i);
  }

  @Property(tries = 300, seed = "73")
  void leaveOneOutIsTheDifferenceToTheReadMadeWithoutTheMemory(
      @ForAll("forms") ReadForm form,
      @ForAll @IntRange(min = 1, max = MAX_MEMORIES) int count,
      @ForAll @IntRange(max = 9999) int seed) {
    assertLeaveOneOut(form, new int[] {count}, seed);
  }

  @Property(tries = 300, seed = "76")
  void leaveOneOutOfSeveralReadsIsTheDifferenceToThoseMadeWithoutTheMemory(
      @ForAll("forms") ReadForm form, @ForAll @IntRange(max = 9999) int seed) {
    Random random = new Random(seed);
    ReadForm several = withSeveralReads(form, random);
    assertLeaveOneOut(several, counts(several, random), seed);
  }

  private static void assertLeaveOneOut(ReadForm form, int[] counts, int seed) {
    RecordedLogits recorded = RecordedLogits.of(form, MAX_MEMORIES, counts, seed);
    ReadCredit credit = recorded.credit();
    assertThat(credit.leaveOneOut()).hasSize(Arrays.stream(counts).sum());
    for (int i = 0; i < credit.leaveOneOut().length; i++) {
      double without = recorded.without(i).loss();
      assertThat(credit.leaveOneOut()[i]).isCloseTo(without - credit.loss(), Offset.offset(1e-5));
    }
  }
}
