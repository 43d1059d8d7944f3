package dev.reinstate.bench;

import java.util.Collection;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs JMH, in JVMs with this one's class path and flags, and lets it report to stderr. */
final class Jmh {

  private static final double MEDIAN = 50;
  private static final double FASTEST = 5;

  private Jmh() {}

  /**
   * Runs benchmarks.
   *
   * @throws IllegalStateException if one fails, or another JMH runs on this machine
   */
  static Collection<RunResult> run(Options options) {
    try {
      return new Runner(
              options, OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL))
          .run();
    } catch (RunnerException e) {
      throw new IllegalStateException("the benchmark did not run: " + e.getMessage(), e);
    }
  }

  /** As {@link #median}, of the fastest twentieth: for samples that others often interrupt. */
  static double fastest(
      Collection<RunResult> results, String name, Map<String, String> parameters) {
    return percentile(FASTEST, results, name, parameters);
  }

  /**
   * The median of one benchmark's samples: what others do on the machine takes a sample now and
   * then, not most of them.
   *
   * @param name of the benchmark's method
   * @param parameters by name, as JMH writes them
   */
  static double median(Collection<RunResult> results, String name, Map<String, String> parameters) {
    return percentile(MEDIAN, results, name, parameters);
  }

  private static double percentile(
      double percentile,
      Collection<RunResult> results,
      String name,
      Map<String, String> parameters) {
    return results.stream()
        .filter(
            result ->
                result.getParams().getBenchmark().endsWith("." + name)
                    && parameters.entrySet().stream()
                        .allMatch(
                            parameter ->
                                parameter
                                    .getValue()
                                    .equals(result.getParams().getParam(parameter.getKey()))))
        .mapToDouble(result -> result.getPrimaryResult().getStatistics().getPercentile(percentile))
        .findFirst()
        .orElseThrow();
  }
}
