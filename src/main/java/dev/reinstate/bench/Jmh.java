package dev.reinstate.bench;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs JMH, in JVMs with this one's class path and flags, and lets it report to stderr. */
final class Jmh {

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
}
