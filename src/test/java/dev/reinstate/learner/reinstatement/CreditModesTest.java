package dev.reinstate.learner.reinstatement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.Autoencoder;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Numbers;
import dev.reinstate.compute.ReferenceMlp;
import dev.reinstate.compute.Similarity;
import dev.reinstate.compute.plain.Mlp;
import dev.reinstate.credit.ReadDifferentiator;
import dev.reinstate.credit.ReferenceRead;
import dev.reinstate.credit.SimpleReads;
import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.credit.gradient.GradientSource;
import dev.reinstate.credit.outcome.ClassOutcome;
import dev.reinstate.credit.outcome.Outcome;
import dev.reinstate.credit.outcome.RewardOutcome;
import dev.reinstate.credit.outcome.ValueOutcome;
import dev.reinstate.memory.MemoryLayout;
import dev.reinstate.memory.Precision;
import dev.reinstate.memory.StoredVector;
import dev.reinstate.model.AutoencoderCodec;
import dev.reinstate.model.Codec;
import dev.reinstate.model.PlainCodec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

/** The gradient of each mode, over random networks, codes, memories and reads. */
class CreditModesTest {

  private static final double TEMPERATURE = 1;
  private static final double ALPHA = 2;

  /** Each mode's gradient is that of its surrogate loss, by finite differences in float64. */
  @Property(tries = 300, seed = "91")
  void gradientsAgreeWithFiniteDifferences(
      @ForAll CreditMode mode,
      @ForAll Similarity similarity,
      @ForAll Precision codePrecision,
      @ForAll @IntRange(max = 2) int outcome,
      @ForAll @IntRange(min = 2, max = 5) int memories,
      @ForAll @IntRange(max = 9999) int seed) {
    Task task = new Task(new Random(seed), similarity, outcome, memories, codePrecision);
    float[] stored = Numbers.gaussian(new Random(seed + 1), (memories + 1) * task.dimension);

    float[] gradient = task.gradient(mode, stored);
    double[] expected =
        Numbers.numericalGradient(
            parameters -> task.surrogate(mode, stored, parameters),
            ReferenceMlp.toDoubles(task.parameters, 0, task.parameters.length));
    assertClose(gradient, expected);
  }

  /** What these modes take to be equal is equal. */
  @Property(tries = 200, seed = "92")
  void withoutStalenessAndCodecTheApproximationsAreExact(
      @ForAll Similarity similarity,
      @ForAll @IntRange(max = 2) int outcome,
      @ForAll @IntRange(min = 2, max = 8) int memories,
      @ForAll @IntRange(max = 9999) int seed) {
    Task task = new Task(new Random(seed), similarity, outcome, memories, Precision.FLOAT32);
    float[] fresh = task.embeddings(task.raw);
    double[] exact = toDoubles(task.gradient(CreditMode.EXACT, fresh));
    for (CreditMode mode : List.of(CreditMode.DIRECT, CreditMode.HYBRID, CreditMode.TARGET)) {
      Numbers.assertClose(task.gradient(mode, fresh, new PlainCodec(task.features)), exact, 1e-6);
    }
    assertThat(Arrays.stream(exact).anyMatch(g -> g != 0)).isTrue();
  }

  /** Gradients of rows that are of size 1 may cancel out, their float32 errors do not. */
  private static void assertClose(float[] actual, double[] expected) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i])
          .as("entry %d", i)
          .isCloseTo(expected[i], Offset.offset(1e-5 + 1e-4 * largest));
    }
  }

  private static double[] toDoubles(float[] values) {
    return ReferenceMlp.toDoubles(values, 0, values.length);
  }

  /** A read of random observations by a random network. */
  private static final class Task {
    private static final List<Outcome> OUTCOMES =
        List.of(new ClassOutcome(2, 0.1), new ValueOutcome(), new RewardOutcome());

    private final int features;
    private final int dimension;
    private final int memories;
    private final MlpShape shape;
    private final float[] parameters;
    private final Autoencoder autoencoder;
    private final Precision codePrecision;
    private final Similarity similarity;
    private final float[] raw;
    private final ReferenceRead read;

    private Task(
        Random random, Similarity similarity, int which, int memories, Precision codePrecision) {
      this.memories = memories;
      this.similarity = similarity;
      this.codePrecision = codePrecision;
      features = 2 + random.nextInt(4);
      dimension = 2 + random.nextInt(3);
      int code = 2 + random.nextInt(3);
      int[] hidden = random.nextBoolean() ? new int[] {4} : new int[] {3, 4};
      shape =
          MlpShape.of(
              features,
              hidden,
              dimension,
              Activation.TANH,
              similarity == Similarity.UNIT_DOT ? Output.UNIT : Output.LINEAR);
      parameters = Numbers.gaussian(random, shape.parameterCount());
      autoencoder =
          new Autoencoder(
              wide(MlpShape.of(features, hidden, code, Activation.TANH, Output.TANH), random),
              wide(MlpShape.of(code, hidden, features, Activation.TANH, Output.LINEAR), random));
      raw = Numbers.gaussian(random, (memories + 1) * features);
      Outcome outcome = OUTCOMES.get(which);
      float[] prior = new float[outcome.size()];
      Arrays.fill(prior, 0.5f);
      double[] values = new double[memories];
      for (int i = 0; i < memories; i++) {
        values[i] = which == 0 ? i % 2 : random.nextGaussian();
      }
      read = new ReferenceRead(outcome, similarity, TEMPERATURE, values, prior, random.nextInt(2));
    }

    /** Parameters so large that what comes out differs from row to row. */
    private static Mlp wide(MlpShape shape, Random random) {
      Mlp mlp = new Mlp(shape);
      mlp.writeParameters(Numbers.gaussian(random, shape.parameterCount()));
      return mlp;
    }

    private Codec codec(CreditMode mode) {
      return mode == CreditMode.EXACT
          ? new PlainCodec(features)
          : new AutoencoderCodec(autoencoder, codePrecision);
    }

    private Mlp network() {
      Mlp network = new Mlp(shape);
      network.writeParameters(parameters);
      return network;
    }

    private float[] embeddings(float[] x) {
      float[] embeddings = new float[(memories + 1) * dimension];
      network().forward(x, memories + 1, embeddings);
      return embeddings;
    }

    private float[] gradient(CreditMode mode, float[] stored) {
      return gradient(mode, stored, codec(mode));
    }

    private float[] gradient(CreditMode mode, float[] stored, Codec codec) {
      MemoryLayout layout =
          new MemoryLayout(
              dimension, 1, Precision.FLOAT32, similarity, codec.codeBytes(), memories);
      ReinstatedRows rows = new ReinstatedRows(layout, codec);
      for (int row = 0; row <= memories; row++) {
        byte[] code = new byte[codec.codeBytes()];
        float[] x = Arrays.copyOfRange(raw, row * features, (row + 1) * features);
        codec.encode(x, x, 1, code);
        StoredVector embedding = Precision.FLOAT32.store(stored, row * dimension, dimension);
        rows.add(new StoredVector[] {embedding}, code);
      }
      Mlp network = network();
      RecomputedRows recomputed = rows.recompute(network);
      ReadDifferentiator differentiator =
          SimpleReads.differentiator(read.outcome(), similarity, TEMPERATURE, memories);
      recomputed.differentiate(
          GradientSource.of(mode, differentiator, ALPHA),
          0,
          new int[] {memories},
          read.values(),
          new double[0],
          read.prior(),
          new float[0],
          read.target());
      float[] gradient = new float[parameters.length];
      recomputed.backward(gradient);
      return gradient;
    }

    /** A function of the parameters whose gradient at the network's is the mode's. */
    private double surrogate(CreditMode mode, float[] storedVectors, double[] at) {
      double[] stored = toDoubles(storedVectors);
      double[] fresh = recomputed(mode, at);
      return switch (mode) {
        case EXACT, REINSTATED -> read.loss(fresh);
        case DIRECT -> dot(fresh, Numbers.numericalGradient(read::loss, stored), fresh.length);
        case QUERY_ONLY -> dot(fresh, Numbers.numericalGradient(read::loss, stored), dimension);
        case TARGET -> {
          double[] gradients = Numbers.numericalGradient(read::loss, stored);
          double squared = 0;
          for (int i = 0; i < fresh.length; i++) {
            double difference = fresh[i] - (stored[i] - ALPHA * gradients[i]);
            squared += difference * difference;
          }
          yield squared / (2 * ALPHA);
        }
        case HYBRID -> {
          double[] now = recomputed(mode, toDoubles(parameters));
          for (int i = dimension; i < fresh.length; i++) {
            fresh[i] += stored[i] - now[i];
          }
          yield read.loss(fresh);
        }
        case FROZEN -> 0;
      };
    }

    /** f(x̂) with other parameters. */
    private double[] recomputed(CreditMode mode, double[] at) {
      Codec codec = codec(mode);
      byte[] codes = new byte[(memories + 1) * codec.codeBytes()];
      codec.encode(raw, raw, memories + 1, codes);
      float[] x = new float[raw.length];
      codec.decode(codes, memories + 1, x);
      double[] vectors = new double[(memories + 1) * dimension];
      for (int row = 0; row <= memories; row++) {
        double[] vector =
            ReferenceMlp.forward(shape, at, ReferenceMlp.toDoubles(x, row * features, features));
        System.arraycopy(vector, 0, vectors, row * dimension, dimension);
      }
      return vectors;
    }

    private static double dot(double[] a, double[] b, int size) {
      double dot = 0;
      for (int i = 0; i < size; i++) {
        dot += a[i] * b[i];
      }
      return dot;
    }
  }
}
