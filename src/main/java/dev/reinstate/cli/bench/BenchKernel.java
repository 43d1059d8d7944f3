package dev.reinstate.cli.bench;

import dev.reinstate.bench.KernelReport;
import dev.reinstate.cli.option.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reinstate bench kernel}: the dot products of a read. */
@Command(
    name = "kernel",
    mixinStandardHelpOptions = true,
    description =
        "Measures the dot products of a query with the memories of a key, with the vector kernel"
            + " and its scalar twin, and counts the bits in which the two differ.")
final class BenchKernel implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  @Override
  public Integer call() {
    KernelReport report = KernelReport.measure();
    spec.commandLine().getOut().println(json ? Json.of(report) : text(report));
    return 0;
  }

  private static String text(KernelReport report) {
    return "kernel: nanoseconds a memory, %d floats%n".formatted(report.dimension())
        + "%-10s%14s%14s%14s%14s%16s%n"
            .formatted("", "vector", "scalar", "vector, 100k", "scalar, 100k", "bit differences")
        + line("float32", report.float32())
        + "%n".formatted()
        + line("int8", report.int8());
  }

  private static String line(String name, KernelReport.Timing timing) {
    return "%-10s%14.2f%14.2f%14.2f%14.2f%16d"
        .formatted(
            name,
            timing.vectorNanosPerMemory(),
            timing.scalarNanosPerMemory(),
            timing.vectorNanosPerMemoryAt100k(),
            timing.scalarNanosPerMemoryAt100k(),
            timing.bitDifferences());
  }
}
