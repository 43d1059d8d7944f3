package dev.reinstate.bench;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.Autoencoder;
import dev.reinstate.compute.ComputeSettings.Engine;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.NetworkProvider;
import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.ReadDifferentiator;
import dev.reinstate.credit.ReadForm;
import dev.reinstate.credit.ReadParameters;
import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.credit.gradient.GradientSource;
import dev.reinstate.credit.outcome.ClassOutcome;
import dev.reinstate.learner.reinstatement.RecomputedRows;
import dev.reinstate.learner.reinstatement.ReinstatedRows;
import dev.reinstate.memory.MemoryLayout;
import dev.reinstate.memory.Precision;
import dev.reinstate.memory.StoredVector;
import dev.reinstate.model.AutoencoderCodec;
import dev.reinstate.model.Codec;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole feedbacks, a micro-batch of them together: the codes of an observation and of the memories
 * that it read are decoded and embedded, the read is made anew and differentiated, and its gradient
 * goes back through every row. The optimiser's step is not in it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class FeedbackBenchmark {

  /** Memories of a read. */
  static final int K = 16;

  static final MlpShape EMBEDDING = ComputeBenchmark.EMBEDDING;
  static final MlpShape DECODER =
      new MlpShape(new int[] {32, 256, 784}, Activation.RELU, Output.LINEAR);

  private static final MlpShape ENCODER =
      new MlpShape(new int[] {784, 256, 32}, Activation.RELU, Output.TANH);
  private static final int CLASSES = 5;

  @Param private Engine engine;

  @Param({"auto"})
  private String device;

  @Param({"1", "8", "32", "64", "256", "2048"})
  private int batch;

  private Network embedding;
  private Autoencoder autoencoder;
  private ReinstatedRows rows;
  private GradientSource source;
  private float[] gradient;
  private double[] values;
  private float[] prior;

  @Setup
  public void prepare() {
    NetworkProvider provider = ComputeBenchmark.provider(engine, device);
    embedding = network(provider, EMBEDDING);
    autoencoder = new Autoencoder(network(provider, ENCODER), network(provider, DECODER));
    Codec codec = new AutoencoderCodec(autoencoder, Precision.INT8);
    int dimension = embedding.outputSize();
    rows =
        new ReinstatedRows(
            new MemoryLayout(
                dimension, 1, Precision.INT8, Similarity.UNIT_DOT, codec.codeBytes(), K),
            codec);
    Random random = new Random(1);
    for (int row = 0; row < batch * (K + 1); row++) {
      StoredVector stored =
          Precision.INT8.store(ComputeBenchmark.uniform(random, dimension), 0, dimension);
      byte[] code = new byte[codec.codeBytes()];
      random.nextBytes(code);
      rows.add(new StoredVector[] {stored}, code);
    }
    ReadForm form = ReadForm.simple(new ClassOutcome(CLASSES, 0.05), Similarity.UNIT_DOT, 0.1);
    source =
        GradientSource.of(
            CreditMode.REINSTATED, new ReadDifferentiator(new ReadParameters(form), K), 1);
    gradient = new float[embedding.parameterCount()];
    values = random.ints(K, 0, CLASSES).asDoubleStream().toArray();
    prior = new float[CLASSES];
    Arrays.fill(prior, 1f / CLASSES);
  }

  private static Network network(NetworkProvider provider, MlpShape shape) {
    Network network = provider.mlp(shape);
    network.writeParameters(shape.initialParameters(1));
    return network;
  }

  @TearDown
  public void close() {
    embedding.close();
    autoencoder.close();
  }

  @Benchmark
  public float[] feedback() {
    RecomputedRows recomputed = rows.recompute(embedding);
    for (int query = 0; query < rows.count(); query += K + 1) {
      recomputed.differentiate(
          source, query, new int[] {K}, values, new double[0], prior, new float[0], values[0]);
    }
    recomputed.backward(gradient);
    return gradient;
  }
}
