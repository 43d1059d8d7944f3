package dev.reinstate.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reinstate.compute.Dot;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The read in full beside numbers that automatic differentiation gives in float64. Each array may
 * be off by a share of its largest number. Cases with several reads are skipped.
 */
class GoldenReadsTest {

  private static final double TOLERANCE = 1e-5;

  static Stream<GoldenRead> cases() throws IOException {
    return GoldenRead.all();
  }

  @Test
  void casesOfOneReadAreComparedAndOthersSkipped() throws IOException {
    System.out.printf(
        "golden reads compared: %s; skipped, since a prediction makes one read: %s%n",
        cases().filter(c -> c.reads() == 1).toList(), cases().filter(c -> c.reads() > 1).toList());
    assertThat(cases()).anyMatch(c -> c.reads() == 1);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradients(GoldenRead c) {
    Made made = made(c);
    assertClose("loss", made.gradient.loss(), c.expected().get("loss"));
    assertClose("vectors", made.vectorGradients(), c.expectedGradients());
    ReadLayout layout = new ReadLayout(made.form);
    double[] own = made.gradient.parameters();
    int logits = made.form.outcome().logits();
    for (int h = 0; h < made.form.heads(); h++) {
      JsonNode grad = c.expectedHeads().get(h).get("grad");
      assertClose("k", own[layout.temperature(h)], grad.get("k"));
      assertClose("lambda", own[layout.decay(h)], grad.get("lambda"));
      assertClose("null", own[layout.nullLogit(h)], grad.get("null"));
      assertClose("rho", slice(own, layout.shift(h), logits), grad.get("rho"));
    }
    JsonNode grad = c.expected().get("grad");
    assertClose("w", slice(own, layout.weights(), made.form.experts()), c.experts(grad.get("w")));
    assertClose("b", slice(own, layout.bias(), logits), grad.get("b"));
    int beta = logits * made.form.ownFeatures().length;
    assertClose("beta", slice(own, layout.own(0), beta), grad.get("beta"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsReadAndSaid(GoldenRead c) {
    Made made = made(c);
    int size = made.form.outcome().size();
    ReadOutput output = made.output();
    for (int h = 0; h < made.form.heads(); h++) {
      JsonNode expected = c.expectedHeads().get(h);
      assertClose("logits", slice(made.logits, h * c.count(), c.count()), expected.get("logits"));
      assertClose(
          "weights", slice(made.weights, h * c.count(), c.count()), expected.get("weights"));
      assertClose("null weight", made.mixture.nullWeights()[h], expected.get("null_weight"));
      assertClose("p", slice(output.mixtures(), h * size, size), expected.get("p"));
      assertClose(
          "p smoothed", slice(output.experts(), h * size, size), expected.get("p_smoothed"));
    }
    assertClose("output", doubles(output.prediction()), c.expected().get("output"));
    assertClose("loss", output.loss(c.target()), c.expected().get("loss"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void credit(GoldenRead c) {
    Made made = made(c);
    ReadCredit credit =
        new CreditAssigner(made.form, c.count())
            .assign(made.weights, c.values(), c.count(), c.prior(), made.mixture, c.target());
    assertClose("loss", credit.loss(), c.expected().get("loss"));
    assertClose("credit", credit.credits(), c.expectedRead().get("credit"));
    assertClose("leave one out", credit.leaveOneOut(), c.expectedRead().get("leave_one_out"));
  }

  private static Made made(GoldenRead c) {
    assumeThat(c.reads()).as("reads of %s, which is skipped if there are several", c).isOne();
    return new Made(c);
  }

  /** A read that was made and differentiated. */
  private static final class Made {
    private final GoldenRead golden;
    private final ReadForm form;
    private final ReadParameters parameters;
    private final float[] vectors;
    private final float[] gradients;
    private final double[] logits;
    private final double[] weights;
    private final HeadMixture mixture;
    private final ReadGradient gradient;

    private Made(GoldenRead golden) {
      this.golden = golden;
      form = golden.form();
      parameters = golden.parameters(form);
      vectors = golden.vectors();
      int count = golden.count();
      logits = new double[form.heads() * count];
      weights = new double[form.heads() * count];
      mixture = HeadMixture.of(form);
      parameters.fillMixture(golden.prior(), golden.features(), 0, mixture);
      System.arraycopy(golden.rates(), 0, mixture.rates(), 0, mixture.rates().length);
      for (int h = 0; h < form.heads(); h++) {
        attend(h, count);
      }
      gradients = new float[vectors.length];
      gradient =
          new ReadDifferentiator(parameters, count)
              .differentiate(read(), vectors, vectors, gradients);
    }

    private void attend(int head, int count) {
      double temperature = parameters.temperature(head);
      double[] scores = new double[form.heads() * count];
      for (int i = 0; i < count; i++) {
        int at = head * count + i;
        double alike = head < form.learnedHeads() ? dot(head, i) : codeSimilarity(i);
        scores[at] = alike - parameters.decay(head) * golden.ages()[i];
        logits[at] = scores[at] / temperature;
      }
      mixture.nullWeights()[head] =
          (float)
              Attention.weights(
                  scores, head * count, count, temperature, parameters.nullLogit(head), weights);
    }

    private double dot(int head, int memory) {
      int dimension = dimension();
      int size = dimension / form.learnedHeads();
      int from = head * size;
      return Dot.of(vectors, from, vectors, from + (memory + 1) * dimension, size);
    }

    private double codeSimilarity(int memory) {
      float[] codes = golden.codes();
      int size = form.codeSize();
      return -IntStream.range(0, size)
              .mapToDouble(j -> Math.pow((double) codes[j] - codes[(memory + 1) * size + j], 2))
              .sum()
          / size;
    }

    private int dimension() {
      return vectors.length / (golden.count() + 1);
    }

    private Read read() {
      return new Read(
          vectors,
          vectors,
          0,
          dimension(),
          golden.count(),
          golden.values(),
          golden.ages(),
          golden.codes(),
          0,
          golden.features(),
          0,
          golden.prior(),
          golden.rates(),
          golden.target());
    }

    private ReadOutput output() {
      return new ReadMixer(form, golden.count())
          .mix(weights, golden.values(), golden.count(), golden.prior(), mixture);
    }

    private double[] vectorGradients() {
      return doubles(gradients);
    }
  }

  private static double[] doubles(float[] numbers) {
    return IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i]).toArray();
  }

  private static double[] slice(double[] numbers, int from, int count) {
    return Arrays.copyOfRange(numbers, from, from + count);
  }

  private static void assertClose(String what, double actual, JsonNode expected) {
    assertClose(what, new double[] {actual}, expected);
  }

  private static void assertClose(String what, double[] actual, JsonNode expected) {
    assertClose(what, actual, GoldenRead.numbers(expected));
  }

  private static void assertClose(String what, double[] actual, double[] expected) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double largest = DoubleStream.of(expected).map(Math::abs).max().orElse(0);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i])
          .as("%s, entry %d", what, i)
          .isCloseTo(expected[i], Offset.offset(TOLERANCE * largest));
    }
  }
}
