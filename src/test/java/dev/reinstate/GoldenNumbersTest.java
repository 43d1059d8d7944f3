package dev.reinstate;

import static dev.reinstate.GoldenCase.flat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reinstate.compute.Autoencoder;
import dev.reinstate.compute.ComputeSettings.Engine;
import dev.reinstate.compute.Dot;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.Optimiser;
import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.Attention;
import dev.reinstate.credit.Read;
import dev.reinstate.credit.ReadDifferentiator;
import dev.reinstate.credit.ReadGradient;
import dev.reinstate.credit.SimpleReads;
import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.credit.gradient.GradientSource;
import dev.reinstate.learner.reinstatement.RecomputedRows;
import dev.reinstate.learner.reinstatement.ReinstatedRows;
import dev.reinstate.memory.CodePage;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.memory.Memory;
import dev.reinstate.memory.MemoryLayout;
import dev.reinstate.memory.Neighbours;
import dev.reinstate.memory.Page;
import dev.reinstate.memory.PageStore;
import dev.reinstate.memory.Precision;
import dev.reinstate.memory.Query;
import dev.reinstate.memory.Ring;
import dev.reinstate.model.AutoencoderCodec;
import dev.reinstate.model.Codec;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The learner's arithmetic against reference numbers from automatic differentiation in float64. An
 * array may be off by 1e-5 of its largest magnitude. Every number of the file is compared.
 */
@Tag("device")
class GoldenNumbersTest {

  private double tolerance = 1e-5;

  static Stream<GoldenCase> cases() throws IOException {
    return GoldenCase.all();
  }

  @Test
  void everySimilarityAndLossHasACase() throws IOException {
    List<GoldenCase> all = cases().toList();
    assertThat(all).extracting(GoldenCase::similarity).contains(Similarity.values());
    assertThat(all)
        .extracting(c -> c.outcome().getClass().getSimpleName())
        .contains("ClassOutcome", "ValueOutcome", "RewardOutcome");
    assertThat(all).extracting(GoldenCase::codePrecision).contains(Precision.values());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void embeddingNetwork(GoldenCase c) {
    Network embedding = c.embedding();
    float[] ones = new float[embedding.outputSize()];
    Arrays.fill(ones, 1);
    float[] gradient = new float[embedding.parameterCount()];
    embedding.backward(c.numbers("query_x"), 1, ones, gradient, null);
    assertClose(gradient, embeddingGradient(c.at("probe_sum_f_query_grad")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void codesAndReinstatedObservations(GoldenCase c) {
    Autoencoder autoencoder = c.autoencoder();
    float[] output = new float[autoencoder.codeSize()];
    autoencoder.encode(c.numbers("query_x"), 1, output);
    assertClose(output, c.numbers("encoder_output_query"));

    Codec codec = new AutoencoderCodec(autoencoder, c.codePrecision());
    byte[] code = new byte[codec.codeBytes()];
    codec.encode(c.numbers("query_x"), c.numbers("query_x"), 1, code);
    byte[] memoryCodes = c.codes(c.numbers("memory_codes"));
    if (c.codePrecision() == Precision.INT8) {
      // codes that are not quantised are given to 4 decimals, as all inputs are
      assertThat(code).isEqualTo(bytes(c.numbers("query_code_ints")));
      assertThat(memoryCodes).isEqualTo(bytes(c.numbers("memory_code_ints")));
      float[] numbers = new float[autoencoder.codeSize()];
      Precision.INT8.readCodes(code, 0, numbers.length, numbers, 0);
      assertClose(numbers, c.numbers("query_code"));
    }

    float[] decoded = new float[autoencoder.inputSize()];
    codec.decode(c.codes(c.numbers("query_code")), 1, decoded);
    assertClose(decoded, c.numbers("query_decoded"));
    int memories = c.values().length;
    float[] all = new float[memories * autoencoder.inputSize()];
    codec.decode(memoryCodes, memories, all);
    assertClose(all, c.numbers("memory_decoded"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void autoencoderGradient(GoldenCase c) {
    Autoencoder autoencoder = c.autoencoder();
    JsonNode golden = c.at("autoencoder_mse");
    float[] rows = c.numbers("memory_x");
    int count = c.values().length;
    float[] gradient = new float[autoencoder.parameterCount()];
    double[] errors = new double[count];
    autoencoder.addGradient(rows, count, gradient, errors);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= count;
    }
    JsonNode g = golden.get("grad");
    assertClose(
        gradient,
        flat(
            g.get("E1"),
            g.get("e1"),
            g.get("E2"),
            g.get("e2"),
            g.get("V1"),
            g.get("c1"),
            g.get("V2"),
            g.get("c2")));
    assertClose(Arrays.stream(errors).sum() / rows.length, golden.get("loss").asDouble());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void searchInMemory(GoldenCase c) {
    int all = c.values().length;
    int[] topk = c.topk();
    float[] query = c.numbers("query_stored");
    MemoryLayout layout = c.layout(1);
    ExternalMemory memory = new ExternalMemory(layout, new Ring(), new NoStore());
    for (int i = 0; i < all; i++) {
      float[] stored = flat(c.at("memory_stored").get(i));
      memory.write(
          new Memory(
              "m" + i,
              i,
              Precision.FLOAT32.store(stored, 0, stored.length),
              0,
              new byte[1],
              c.values()[i]));
    }
    Neighbours found = new Neighbours(topk.length);
    memory.search(Query.ageless(query, 0), new Neighbours[] {found});
    assertThat(found.count()).isEqualTo(topk.length);
    for (int i = 0; i < topk.length; i++) {
      assertThat(found.slot(i)).isEqualTo(topk[i]);
      assertThat(memory.value(found.slot(i))).isEqualTo(c.readValues()[i]);
    }

    Neighbours ranked = new Neighbours(all);
    memory.search(Query.ageless(query, 0), new Neighbours[] {ranked});
    float[] similarities = new float[all];
    for (int i = 0; i < all; i++) {
      similarities[ranked.slot(i)] = ranked.similarity(i);
    }
    assertClose(similarities, flat(c.at("read").get("all_similarities")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readAndItsGradientAtTheStoredVectors(GoldenCase c) {
    JsonNode read = c.at("read");
    float[] gradients = assertRead(c, c.storedVectors(), read);
    int d = c.embedding().outputSize();
    assertClose(Arrays.copyOf(gradients, d), flat(read.get("delta_query")));
    assertClose(Arrays.copyOfRange(gradients, d, gradients.length), flat(read.get("delta_memory")));
  }

  /** Compares a read made on given vectors; returns its gradients. */
  private float[] assertRead(GoldenCase c, float[] vectors, JsonNode golden) {
    int count = c.topk().length;
    float[] gradients = new float[vectors.length];
    Read read =
        SimpleReads.read(
            vectors,
            vectors,
            0,
            c.embedding().outputSize(),
            count,
            c.readValues(),
            c.prior(),
            c.target());
    ReadGradient gradient =
        SimpleReads.differentiator(c.outcome(), c.similarity(), c.temperature(), count)
            .differentiate(read, vectors, vectors, gradients);

    double[] similarities = similarities(c, vectors);
    assertClose(toFloats(similarities), flat(golden.get("similarities")));
    double[] weights = new double[count];
    Attention.weights(similarities, 0, count, c.temperature(), weights);
    assertClose(toFloats(weights), flat(golden.get("attention")));
    double[] mixture = SimpleReads.mixture(c.outcome(), weights, c.readValues(), c.prior());
    assertClose(toFloats(mixture), flat(golden.get("prediction")));
    assertLoss(c, gradient.loss(), golden);
    return gradients;
  }

  /** Of the first row to each of the others. */
  private static double[] similarities(GoldenCase c, float[] vectors) {
    int d = c.embedding().outputSize();
    double[] similarities = new double[vectors.length / d - 1];
    double qq = Dot.of(vectors, 0, vectors, 0, d);
    for (int i = 0; i < similarities.length; i++) {
      int m = (i + 1) * d;
      similarities[i] =
          c.similarity()
              .of(Dot.of(vectors, 0, vectors, m, d), qq, Dot.of(vectors, m, vectors, m, d), d);
    }
    return similarities;
  }

  private static float[] toFloats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void modes(GoldenCase c) {
    if (c.provider().engine() != Engine.JAVA) {
      // libraries sum in orders of their own
      tolerance = 2e-5;
    }
    float[] exact = gradient(c, CreditMode.EXACT);
    c.at("modes")
        .fields()
        .forEachRemaining(
            mode -> {
              CreditMode creditMode = CreditMode.valueOf(mode.getKey().toUpperCase(Locale.ROOT));
              float[] gradient = gradient(c, creditMode);
              JsonNode golden = mode.getValue();
              assertClose(gradient, embeddingGradient(golden.get("grad")));
              if (norm(exact) > 0 && norm(gradient) > 0) {
                double ratio = norm(gradient) / norm(exact);
                assertClose(ratio, golden.get("norm_ratio").asDouble());
                assertThat(dot(gradient, exact) / norm(gradient) / norm(exact))
                    .isCloseTo(golden.get("cos_to_exact").asDouble(), Offset.offset(tolerance));
              } else {
                assertThat(golden.get("norm_ratio").isNull()).isTrue();
                assertThat(golden.get("cos_to_exact").isNull()).isTrue();
              }
            });
  }

  /** What a feedback adds to the gradient of the embedding network. */
  private static float[] gradient(GoldenCase c, CreditMode mode) {
    GradientSource source =
        GradientSource.of(
            mode,
            SimpleReads.differentiator(
                c.outcome(), c.similarity(), c.temperature(), c.topk().length),
            c.at("alpha").asDouble());
    Network embedding = c.embedding();
    RecomputedRows rows = c.reinstatedRows(mode == CreditMode.EXACT).recompute(embedding);
    rows.differentiate(
        source,
        0,
        new int[] {c.topk().length},
        c.readValues(),
        new double[0],
        c.prior(),
        new float[0],
        c.target());
    float[] gradient = new float[embedding.parameterCount()];
    rows.backward(gradient);
    return gradient;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void surrogates(GoldenCase c) {
    int d = c.embedding().outputSize();
    float[] fresh = vectors(c.reinstatedRows(false), c.embedding());
    float[] stored = c.storedVectors();
    int count = c.topk().length;
    ReadDifferentiator differentiator =
        SimpleReads.differentiator(c.outcome(), c.similarity(), c.temperature(), count);
    Read read = SimpleReads.read(stored, fresh, 0, d, count, c.readValues(), c.prior(), c.target());
    float[] gradients = new float[stored.length];
    differentiator.differentiate(read, stored, stored, gradients);
    assertSum(products(fresh, gradients), surrogate(c, "direct"));
    assertSum(products(Arrays.copyOf(fresh, d), gradients), surrogate(c, "query_only"));

    double alpha = c.at("alpha").asDouble();
    double[] squares = new double[stored.length];
    for (int i = 0; i < squares.length; i++) {
      double difference = fresh[i] - stored[i] + alpha * gradients[i];
      squares[i] = difference * difference / (2 * alpha);
    }
    assertSum(squares, surrogate(c, "target"));

    ReadGradient hybrid = differentiator.differentiate(read, fresh, stored, gradients);
    assertClose(hybrid.loss(), surrogate(c, "hybrid"));
  }

  private static double surrogate(GoldenCase c, String mode) {
    return c.at("modes").get(mode).get("surrogate_value").asDouble();
  }

  private static double[] products(float[] a, float[] b) {
    double[] products = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      products[i] = (double) a[i] * b[i];
    }
    return products;
  }

  /** Terms may cancel out, their errors do not. */
  private void assertSum(double[] terms, double expected) {
    double size = Arrays.stream(terms).map(Math::abs).sum();
    assertThat(Arrays.stream(terms).sum()).isCloseTo(expected, Offset.offset(tolerance * size));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsOfRecomputedVectors(GoldenCase c) {
    for (boolean raw : new boolean[] {false, true}) {
      JsonNode golden = c.at(raw ? "exact_forward" : "reinstated_forward");
      int d = c.embedding().outputSize();
      float[] vectors = vectors(c.reinstatedRows(raw), c.embedding());
      assertClose(Arrays.copyOf(vectors, d), flat(golden.get("query")));
      assertClose(Arrays.copyOfRange(vectors, d, vectors.length), flat(golden.get("memories")));
      assertRead(c, vectors, golden);
      JsonNode mode = c.at("modes").get(raw ? "exact" : "reinstated");
      assertClose(golden.get("loss").asDouble(), mode.get("surrogate_value").asDouble());
    }
  }

  private static float[] vectors(ReinstatedRows rows, Network embedding) {
    RecomputedRows recomputed = rows.recompute(embedding);
    int dimension = embedding.outputSize();
    float[] vectors = new float[rows.count() * dimension];
    for (int row = 0; row < rows.count(); row++) {
      Precision.FLOAT32.restore(recomputed.embedding(row, 0), dimension, vectors, row * dimension);
    }
    return vectors;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void optimisers(GoldenCase c) {
    JsonNode golden = c.at("optimiser");
    assertClose(
        afterTwoSteps(c, Optimiser.Kind.ADAM.withRate(0.01)),
        flat(golden.get("adam_lr0_01_b0_9_0_999_eps1e_8_two_steps_W1")));
    assertClose(
        afterTwoSteps(c, Optimiser.Kind.SGD.withRate(0.1)),
        flat(golden.get("sgd_lr0_1_momentum0_9_two_steps_W1")));
  }

  private static float[] afterTwoSteps(GoldenCase c, Optimiser optimiser) {
    float[] parameters = flat(c.at("embed").get("W1"));
    float[] gradient = flat(c.at("modes").get("reinstated").get("grad").get("W1"));
    float[] first = new float[parameters.length];
    float[] second = new float[parameters.length];
    optimiser.step(1, parameters, gradient, first, second);
    optimiser.step(2, parameters, gradient, first, second);
    return parameters;
  }

  private static byte[] bytes(float[] ints) {
    byte[] bytes = new byte[ints.length];
    for (int i = 0; i < ints.length; i++) {
      bytes[i] = (byte) ints[i];
    }
    return bytes;
  }

  private static float[] embeddingGradient(JsonNode g) {
    return flat(g.get("W1"), g.get("b1"), g.get("W2"), g.get("b2"));
  }

  private static double dot(float[] a, float[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
    }
    return dot;
  }

  private static double norm(float[] vector) {
    return Math.sqrt(dot(vector, vector));
  }

  /** A loss may be off by what follows from a prediction that is off by the tolerance. */
  private void assertLoss(GoldenCase c, double actual, JsonNode golden) {
    double[] moved = new double[c.outcome().size()];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = (1 + tolerance) * flat(golden.get("prediction"))[i];
    }
    double expected = golden.get("loss").asDouble();
    double slack = Math.abs(c.outcome().loss(moved, c.target()) - expected);
    assertThat(actual).isCloseTo(expected, Offset.offset(slack + tolerance * expected));
  }

  private void assertClose(double actual, double expected) {
    assertClose(new float[] {(float) actual}, new float[] {(float) expected});
  }

  private void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double largest = 1e-6;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i])
          .as("entry %d of %s against %s", i, Arrays.toString(actual), Arrays.toString(expected))
          .isCloseTo(expected[i], Offset.offset(tolerance * largest));
    }
  }

  /** Nothing was kept before, and nothing will be. */
  private static final class NoStore implements PageStore {

    @Override
    public Page page(int number) {
      return null;
    }

    @Override
    public void putPage(int number, Page page) {}

    @Override
    public CodePage codes(int number) {
      return null;
    }

    @Override
    public void putCodes(int number, CodePage codes) {}

    @Override
    public void removePage(int number) {}
  }
}
