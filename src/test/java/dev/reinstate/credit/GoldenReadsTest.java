package dev.reinstate.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reinstate.compute.Dot;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads in full beside numbers that automatic differentiation gives in float64. Each array may be
 * off by a share of its largest number.
 */
class GoldenReadsTest {

  private static final double TOLERANCE = 1e-5;

  static Stream<GoldenRead> cases() throws IOException {
    return GoldenRead.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradients(GoldenRead c) {
    Made made = new Made(c);
    assertClose("loss", made.gradient.loss(), c.expected().get("loss"));
    assertClose("vectors", made.vectorGradients(), c.expectedGradients());
    ReadLayout layout = made.layout;
    double[] own = made.gradient.parameters();
    int logits = made.form.outcome().logits();
    for (int h = 0; h < made.form.heads(); h++) {
      JsonNode grad = c.heads().get(h).expected().get("grad");
      if (!layout.isCodeHead(h)) {
        assertClose("query", made.queryGradient(h), grad.get("query"));
        assertClose("memories", made.memoryGradients(h), grad.get("memories"));
      }
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
    Made made = new Made(c);
    int size = made.form.outcome().size();
    ReadOutput output = made.output();
    for (int h = 0; h < made.form.heads(); h++) {
      JsonNode expected = c.heads().get(h).expected();
      int count = made.count(h);
      assertClose("logits", slice(made.logits, h * c.k(), count), expected.get("logits"));
      assertClose("weights", slice(made.weights, h * c.k(), count), expected.get("weights"));
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
    Made made = new Made(c);
    ReadCredit credit =
        new CreditAssigner(made.form, c.k())
            .assign(made.weights, c.values(), c.counts(), c.prior(), made.mixture, c.target());
    assertClose("loss", credit.loss(), c.expected().get("loss"));
    assertClose("credit", credit.credits(), c.expectedOfMemories("credit"));
    assertClose("leave one out", credit.leaveOneOut(), c.expectedOfMemories("leave_one_out"));
  }

  /** Reads that were made and differentiated. */
  private static final class Made {
    private final GoldenRead golden;
    private final ReadForm form;
    private final ReadLayout layout;
    private final ReadParameters parameters;
    private final int k;
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
      layout = new ReadLayout(form);
      k = golden.k();
      logits = new double[form.heads() * k];
      weights = new double[form.heads() * k];
      mixture = HeadMixture.of(form);
      parameters.fillMixture(golden.prior(), golden.features(), 0, mixture);
      System.arraycopy(golden.rates(), 0, mixture.rates(), 0, mixture.rates().length);
      for (int h = 0; h < form.heads(); h++) {
        attend(h);
      }
      gradients = new float[vectors.length];
      gradient =
          new ReadDifferentiator(parameters, k).differentiate(read(), vectors, vectors, gradients);
    }

    private int count(int head) {
      return golden.counts()[layout.source(head)];
    }

    /** The first memory that a head reads. */
    private int first(int head) {
      return Arrays.stream(golden.counts(), 0, layout.source(head)).sum();
    }

    private void attend(int head) {
      double temperature = parameters.temperature(head);
      double[] scores = new double[form.heads() * k];
      int first = first(head);
      for (int i = 0; i < count(head); i++) {
        int at = head * k + i;
        double alike =
            layout.isCodeHead(head) ? codeSimilarity(first + i) : dot(layout.part(head), first + i);
        scores[at] = alike - parameters.decay(head) * golden.ages()[first + i];
        logits[at] = scores[at] / temperature;
      }
      mixture.nullWeights()[head] =
          (float)
              Attention.weights(
                  scores, head * k, count(head), temperature, parameters.nullLogit(head), weights);
    }

    private double dot(int part, int memory) {
      int dimension = dimension();
      int size = dimension / form.embeddingParts();
      int from = part * size;
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
      return vectors.length / (golden.values().length + 1);
    }

    private Read read() {
      return new Read(
          vectors,
          vectors,
          0,
          dimension(),
          golden.counts(),
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
      return new ReadMixer(form, k)
          .mix(weights, golden.values(), golden.counts(), golden.prior(), mixture);
    }

    private double[] vectorGradients() {
      return doubles(gradients);
    }

    private double[] queryGradient(int head) {
      return partGradient(0, head);
    }

    private double[] memoryGradients(int head) {
      return IntStream.range(0, count(head))
          .mapToObj(i -> partGradient(1 + first(head) + i, head))
          .flatMapToDouble(Arrays::stream)
          .toArray();
    }

    private double[] partGradient(int row, int head) {
      int size = dimension() / form.embeddingParts();
      return slice(vectorGradients(), row * dimension() + layout.part(head) * size, size);
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
