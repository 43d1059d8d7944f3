package dev.reinstate.bench;

import dev.reinstate.compute.ComputeSettings.Engine;
import dev.reinstate.compute.SquareProduct;
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

/** A large product of matrices: the peak of an engine's library. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class ProductBenchmark {

  /** Rows and columns. */
  static final int SIZE = 1024;

  @Param private Engine engine;

  @Param({"auto"})
  private String device;

  private SquareProduct product;

  @Setup
  public void prepare() {
    product = ComputeBenchmark.provider(engine, device).product(SIZE);
  }

  @TearDown
  public void close() {
    product.close();
  }

  @Benchmark
  public void sgemm() {
    product.run();
  }
}
