package dev.reinstate.bench;

import dev.reinstate.bench.KernelBenchmark.Kernel;
import dev.reinstate.memory.DotKernel;
import java.util.Collection;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What a read's dot products cost, and whether the vector kernel and its scalar twin agree.
 *
 * @param dimension floats of an embedding
 * @param float32 of float32 embeddings
 * @param int8 of int8 embeddings
 */
public record KernelReport(int dimension, Timing float32, Timing int8) {

  private static final int PAGES_COMPARED = 10_000;
  private static final int MEMORIES = 10_000;
  private static final int MANY_MEMORIES = 100_000;

  /**
   * Nanoseconds a memory, medians, with 10,000 and with 100,000 memories.
   *
   * @param bitDifferences dot products that differ between the twins, of 10,000 random pages
   */
  public record Timing(
      double vectorNanosPerMemory,
      double scalarNanosPerMemory,
      double vectorNanosPerMemoryAt100k,
      double scalarNanosPerMemoryAt100k,
      long bitDifferences) {}

  /** Measures for about half a minute. */
  public static KernelReport measure() {
    BitDifferences differences =
        BitDifferences.between(
            DotKernel.fastest(), DotKernel.scalar(), PAGES_COMPARED, KernelBenchmark.DIMENSION);
    Collection<RunResult> results =
        Jmh.run(new OptionsBuilder().include(KernelBenchmark.class.getName()).build());
    return new KernelReport(
        KernelBenchmark.DIMENSION,
        timing(results, "float32", differences.float32()),
        timing(results, "int8", differences.int8()));
  }

  private static Timing timing(Collection<RunResult> results, String precision, long differences) {
    return new Timing(
        nanos(results, precision, Kernel.VECTOR, MEMORIES),
        nanos(results, precision, Kernel.SCALAR, MEMORIES),
        nanos(results, precision, Kernel.VECTOR, MANY_MEMORIES),
        nanos(results, precision, Kernel.SCALAR, MANY_MEMORIES),
        differences);
  }

  private static double nanos(
      Collection<RunResult> results, String precision, Kernel kernel, int memories) {
    Map<String, String> parameters =
        Map.of("kernel", kernel.name(), "memories", Integer.toString(memories));
    return Jmh.median(results, precision, parameters) / memories;
  }
}
