package dev.reinstate.bench;

import dev.reinstate.memory.DotKernel;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** One query's dot products with all memories of a key. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class KernelBenchmark {

  /** Floats of an embedding. */
  static final int DIMENSION = 64;

  /** Which of two twins. */
  public enum Kernel {
    VECTOR,
    SCALAR
  }

  @Param private Kernel kernel;

  @Param({"10000", "100000"})
  private int memories;

  private DotKernel dots;
  private float[] query;
  private float[][] floats;
  private byte[][] bytes;
  private final float[] to = new float[DotKernel.LANES];

  @Setup
  public void prepare() {
    Random random = new Random(1);
    dots = kernel == Kernel.VECTOR ? DotKernel.fastest() : DotKernel.scalar();
    query = RandomPages.query(random, DIMENSION);
    int pages = (memories + DotKernel.LANES - 1) / DotKernel.LANES;
    floats = new float[pages][];
    bytes = new byte[pages][];
    for (int page = 0; page < pages; page++) {
      floats[page] = RandomPages.floats(random, DIMENSION);
      bytes[page] = RandomPages.bytes(random, DIMENSION);
    }
  }

  @Benchmark
  public void float32(Blackhole out) {
    for (float[] page : floats) {
      dots.dots(page, 0, DIMENSION, query, 0, to);
      out.consume(to);
    }
  }

  @Benchmark
  public void int8(Blackhole out) {
    for (byte[] page : bytes) {
      dots.dots(page, 0, DIMENSION, query, 0, to);
      out.consume(to);
    }
  }
}
