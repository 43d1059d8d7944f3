package dev.reinstate.credit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Numbers;
import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.outcome.ClassOutcome;
import dev.reinstate.credit.outcome.RewardOutcome;
import dev.reinstate.credit.outcome.ValueOutcome;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

/** The read in full, in all its forms, beside its formulas in float64. */
class FullReadTest {

  private static final int HEAD = 3;
  private static final int MAX_MEMORIES = 6;
  private static final int FEATURES = 5;
  private static final int CODE = 5;

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
            Arbitraries.of(0, CODE),
            Arbitraries.of(0, 2))
        .as(Beyond::new);
  }

  @Property(tries = 1000, seed = "71")
  void gradientsAgreeWithFiniteDifferences(
      @ForAll("forms") ReadForm form,
      @ForAll @IntRange(min = 1, max = MAX_MEMORIES) int count,
      @ForAll @IntRange(max = 9999) int seed) {
    Example example = new Example(form, count, seed);
    ReadDifferentiator differentiator = new ReadDifferentiator(example.parameters, MAX_MEMORIES);
    float[] gradients = new float[example.vectors.length];
    ReadGradient gradient =
        differentiator.differentiate(example.read(), example.vectors, example.vectors, gradients);

    double[] vectors = toDoubles(example.vectors);
    double[] parameters = toDoubles(example.flat);
    assertThat(gradient.loss()).isCloseTo(example.loss(vectors, parameters), Offset.offset(1e-5));
    Numbers.assertClose(
        gradients, Numbers.numericalGradient(v -> example.loss(v, parameters), vectors), 1e-4);
    float[] own = new float[parameters.length + 1];
    gradient.addTo(own, 1, parameters.length, 1);
    assertThat(own[0]).isZero();
    Numbers.assertClose(
        Arrays.copyOfRange(own, 1, own.length),
        Numbers.numericalGradient(p -> example.loss(vectors, p), parameters),
        1e-4);
  }

  private static double[] toDoubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** Credits say how the loss moves with logits; with the null slots' they sum to 0. */
  @Property(tries = 300, seed = "72")
  void creditsAgreeWithFiniteDifferences(
      @ForAll("forms") ReadForm form,
      @ForAll @IntRange(min = 1, max = MAX_MEMORIES) int count,
      @ForAll @IntRange(max = 9999) int seed) {
    Recorded recorded = new Recorded(form, count, seed);
    ReadCredit credit = recorded.credit();
    for (int i = 0; i < count; i++) {
      double step = 1e-2; // null weights are float32
      double above = recorded.moved(i, step).loss();
      double below = recorded.moved(i, -step).loss();
      assertThat(credit.credits()[i]).isCloseTo((below - above) / (2 * step), Offset.offset(2e-4));
    }
    if (!form.nullSlot()) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += credit.credits()[i];
      }
      assertThat(sum).isCloseTo(0, Offset.offset(1e-6));
    }
  }

  @Property(tries = 300, seed = "73")
  void leaveOneOutIsTheDifferenceToTheReadMadeWithoutTheMemory(
      @ForAll("forms") ReadForm form,
      @ForAll @IntRange(min = 1, max = MAX_MEMORIES) int count,
      @ForAll @IntRange(max = 9999) int seed) {
    Recorded recorded = new Recorded(form, count, seed);
    ReadCredit credit = recorded.credit();
    for (int i = 0; i < count; i++) {
      double without = recorded.without(i).loss();
      assertThat(credit.leaveOneOut()[i]).isCloseTo(without - credit.loss(), Offset.offset(1e-5));
    }
  }

  /** Logits of a read, from which its weights follow. */
  private static final class Recorded {
    private final ReadForm form;
    private final int count;
    private final double[] logits;
    private final double[] values;
    private final float[] prior;
    private final HeadMixture mixture;
    private final double target;

    private Recorded(
        ReadForm form,
        int count,
        double[] logits,
        double[] values,
        float[] prior,
        HeadMixture mixture,
        double target) {
      this.form = form;
      this.count = count;
      this.logits = logits;
      this.values = values;
      this.prior = prior;
      this.mixture = mixture;
      this.target = target;
    }

    private Recorded(ReadForm form, int count, int seed) {
      this(
          form,
          count,
          new Random(seed).doubles((long) form.heads() * count, -2, 2).toArray(),
          new Example(form, count, seed).values,
          new Example(form, count, seed).prior,
          new Example(form, count, seed).mixture(),
          new Example(form, count, seed).target);
    }

    private Recorded moved(int i, double step) {
      double[] moved = logits.clone();
      for (int h = 0; h < form.heads(); h++) {
        moved[h * count + i] += step;
      }
      return new Recorded(form, count, moved, values, prior, mixture, target);
    }

    private Recorded without(int left) {
      double[] rest = new double[form.heads() * (count - 1)];
      double[] others = new double[count - 1];
      for (int i = 0; i < count - 1; i++) {
        int from = i < left ? i : i + 1;
        others[i] = values[from];
        for (int h = 0; h < form.heads(); h++) {
          rest[h * (count - 1) + i] = logits[h * count + from];
        }
      }
      return new Recorded(form, count - 1, rest, others, prior, mixture, target);
    }

    private ReadCredit credit() {
      double[] weights = new double[form.heads() * MAX_MEMORIES];
      float[] nullWeights = new float[form.nullSlot() ? form.heads() : 0];
      for (int h = 0; h < form.heads(); h++) {
        double sum = form.nullSlot() ? 1 : 0;
        for (int i = 0; i < count; i++) {
          sum += Math.exp(logits[h * count + i]);
        }
        for (int i = 0; i < count; i++) {
          weights[h * MAX_MEMORIES + i] = Math.exp(logits[h * count + i]) / sum;
        }
        if (form.nullSlot()) {
          nullWeights[h] = (float) (1 / sum);
        }
      }
      return new CreditAssigner(form, MAX_MEMORIES)
          .assign(
              weights,
              Arrays.copyOf(values, MAX_MEMORIES),
              new int[] {count},
              prior,
              mixture.withNullWeights(nullWeights),
              target);
    }

    private double loss() {
      return credit().loss();
    }
  }

  /** A random read, with random parameters. */
  private static final class Example {

    /** Rows of codes before the read's own, as when other feedback is before it. */
    private static final int CODES_FROM = 2;

    private final ReadForm form;
    private final int count;
    private final ReadParameters parameters;
    private final float[] flat;
    private final float[] vectors;
    private final float[] codes;
    private final float[] rates;
    private final double[] values;
    private final double[] ages;
    private final float[] features;
    private final float[] prior;
    private final double target;

    private Example(ReadForm form, int count, int seed) {
      this.form = form;
      this.count = count;
      Random random = new Random(seed);
      parameters = new ReadParameters(form);
      flat = new float[parameters.count()];
      parameters.read(flat, 0);
      for (int i = 0; i < flat.length; i++) {
        flat[i] += (float) (0.3 * random.nextGaussian());
      }
      parameters.write(flat, 0);
      vectors = Numbers.gaussian(random, (count + 1) * HEAD * form.reads().get(0).learned());
      features = Numbers.gaussian(random, FEATURES);
      values = new double[count];
      ages = new double[count];
      boolean classes = form.outcome() instanceof ClassOutcome;
      for (int i = 0; i < count; i++) {
        values[i] = classes ? random.nextInt(form.outcome().size()) : random.nextGaussian();
        ages[i] = 2 * random.nextDouble();
      }
      prior = new float[form.outcome().size()];
      Arrays.fill(prior, classes ? 1f / prior.length : 0.3f);
      if (classes) {
        prior[0] += 0.1f;
        prior[1] -= 0.1f;
      }
      target = random.nextInt(2);
      codes = Numbers.gaussian(random, (CODES_FROM + count + 1) * form.codeSize());
      rates = Numbers.gaussian(random, form.rates() * form.outcome().size());
      for (int rate = 0; classes && rate < form.rates(); rate++) {
        makeProbabilities(rates, rate * prior.length, prior.length);
      }
    }

    private static void makeProbabilities(float[] numbers, int from, int count) {
      float sum = 0;
      for (int i = from; i < from + count; i++) {
        numbers[i] = (float) Math.exp(numbers[i]);
        sum += numbers[i];
      }
      for (int i = from; i < from + count; i++) {
        numbers[i] /= sum;
      }
    }

    private HeadMixture mixture() {
      HeadMixture mixture = HeadMixture.of(form);
      parameters.fillMixture(prior, features, 0, mixture);
      System.arraycopy(rates, 0, mixture.rates(), 0, rates.length);
      return mixture;
    }

    private Read read() {
      return new Read(
          null,
          null,
          0,
          HEAD * form.reads().get(0).learned(),
          new int[] {count},
          values,
          ages,
          codes,
          CODES_FROM * form.codeSize(),
          features,
          0,
          prior,
          rates,
          target);
    }

    /** L, written for reading. */
    private double loss(double[] v, double[] p) {
      int at = 0;
      int logits = form.outcome().logits();
      double[][] smoothed = new double[form.heads()][];
      for (int h = 0; h < form.heads(); h++) {
        boolean code = h == form.reads().get(0).learned();
        double start = code ? form.codeTemperature() : form.temperature();
        double kappa = (form.learnsTemperature() ? Math.exp(p[at++]) : 1) / start;
        double decay = form.aged() ? Math.log1p(Math.exp(p[at++])) : 0;
        double[] scores = new double[count + 1];
        for (int i = 0; i < count; i++) {
          double alike = code ? codeSimilarity(i) : similarity(v, h, i);
          scores[i] = kappa * alike - decay * ages[i];
        }
        scores[count] = form.nullSlot() ? p[at++] : Double.NEGATIVE_INFINITY;
        double[] rho =
            form.nullSlot() ? Arrays.copyOfRange(p, at, at + logits) : new double[logits];
        at += form.nullSlot() ? logits : 0;
        double sum = Arrays.stream(scores).map(Math::exp).sum();
        double[] mixture = new double[form.outcome().size()];
        for (int i = 0; i < count; i++) {
          form.outcome().add(Math.exp(scores[i]) / sum, values[i], mixture, 0);
        }
        double[] pi = nullValue(rho);
        for (int c = 0; c < mixture.length; c++) {
          mixture[c] += Math.exp(scores[count]) / sum * pi[c];
        }
        form.outcome().smooth(mixture, 0, prior);
        smoothed[h] = mixture;
      }
      return form.combined()
          ? combinedLoss(smoothed, Arrays.copyOfRange(p, at, p.length))
          : form.outcome().loss(mean(smoothed), target);
    }

    private double codeSimilarity(int memory) {
      double sum = 0;
      for (int j = 0; j < CODE; j++) {
        double query = codes[CODES_FROM * CODE + j];
        sum += Math.pow(query - codes[(CODES_FROM + memory + 1) * CODE + j], 2);
      }
      return -sum / CODE;
    }

    private double similarity(double[] v, int head, int memory) {
      int dimension = HEAD * form.reads().get(0).learned();
      double dot = 0;
      double qq = 0;
      double mm = 0;
      for (int j = head * HEAD; j < (head + 1) * HEAD; j++) {
        double m = v[(memory + 1) * dimension + j];
        dot += v[j] * m;
        qq += v[j] * v[j];
        mm += m * m;
      }
      return form.similarity().of(dot, qq, mm, HEAD);
    }

    private double[] nullValue(double[] rho) {
      if (!(form.outcome() instanceof ClassOutcome)) {
        return new double[] {prior[0] + rho[0]};
      }
      double[] pi = new double[prior.length];
      double sum = 0;
      for (int c = 0; c < pi.length; c++) {
        double moved = pi.length > 2 ? rho[c] : c == 1 ? rho[0] : 0;
        pi[c] = prior[c] * Math.exp(moved);
        sum += pi[c];
      }
      for (int c = 0; c < pi.length; c++) {
        pi[c] /= sum;
      }
      return pi;
    }

    private static double[] mean(double[][] heads) {
      double[] mean = new double[heads[0].length];
      for (double[] head : heads) {
        for (int c = 0; c < mean.length; c++) {
          mean[c] += head[c] / heads.length;
        }
      }
      return mean;
    }

    private double combinedLoss(double[][] heads, double[] p) {
      int logits = form.outcome().logits();
      int size = form.outcome().size();
      double[][] experts = Arrays.copyOf(heads, form.experts());
      for (int rate = 0; rate < form.rates(); rate++) {
        experts[heads.length + rate] =
            toDoubles(Arrays.copyOfRange(rates, rate * size, (rate + 1) * size));
      }
      double[] z = new double[logits];
      for (int l = 0; l < logits; l++) {
        z[l] = p[experts.length + l];
        for (int j = 0; j < form.ownFeatures().length; j++) {
          int beta = experts.length + logits + l * form.ownFeatures().length + j;
          z[l] += p[beta] * features[form.ownFeatures()[j]];
        }
        for (int e = 0; e < experts.length; e++) {
          z[l] += p[e] * said(experts[e], l);
        }
      }
      if (!(form.outcome() instanceof ClassOutcome)) {
        return form.outcome().loss(z, target);
      }
      if (logits == 1) {
        return Math.log1p(Math.exp(target == 1 ? -z[0] : z[0]));
      }
      return Math.log(Arrays.stream(z).map(Math::exp).sum()) - z[(int) target];
    }

    private double said(double[] expert, int logit) {
      if (!(form.outcome() instanceof ClassOutcome)) {
        return expert[0];
      }
      return expert.length == 2 ? Math.log(expert[1] / expert[0]) : Math.log(expert[logit]);
    }
  }
}
