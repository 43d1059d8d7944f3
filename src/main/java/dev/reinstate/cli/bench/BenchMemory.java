package dev.reinstate.cli.bench;

import dev.reinstate.bench.HotKeyReport;
import dev.reinstate.bench.MemoryReport;
import dev.reinstate.cli.option.Json;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code reinstate bench memory}: state and reads. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description =
        "Measures observations and feedback of keys that are full of memories, with state on the"
            + " heap, in RocksDB, and in RocksDB beneath a cache; and how many bytes memories"
            + " take in checkpoints. With --hot-key, measures one key with many observations"
            + " that wait for feedback.")
final class BenchMemory implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--only",
      paramLabel = "N",
      description = "measure only keys of N memories, in place of 100, 1000, 10000 and 100000")
  private int only;

  @Option(
      names = "--hot-key",
      description =
          "measure only one key with 1000, 100000 and 1000000 observations that wait for"
              + " feedback; takes minutes and 4 GB of heap")
  private boolean hotKey;

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  @Override
  public Integer call() {
    if (spec.commandLine().getParseResult().hasMatchedOption("--only")
        && only < MemoryReport.MIN_MEMORIES) {
      throw new ParameterException(
          spec.commandLine(),
          "--only: '%d' is not allowed; allowed: a whole number from %d"
              .formatted(only, MemoryReport.MIN_MEMORIES));
    }
    if (hotKey) {
      HotKeyReport report = HotKeyReport.measure();
      spec.commandLine().getOut().println(json ? Json.of(report) : text(report));
      return 0;
    }
    MemoryReport report = MemoryReport.measure(only);
    spec.commandLine().getOut().println(json ? Json.of(report) : text(report));
    return 0;
  }

  private static String text(HotKeyReport report) {
    return "%-10s%-18s%12s%12s%12s%12s%14s%14s%n"
            .formatted(
                "pending",
                "state",
                "µs/observe",
                "µs/feedback",
                "µs/forget",
                "µs/expiry",
                "ms/due time",
                "ms/forget key")
        + report.results().stream()
            .map(
                result ->
                    "%-10d%-18s%12.1f%12.1f%12.1f%12.1f%14.1f%14.1f"
                        .formatted(
                            result.pending(),
                            result.state(),
                            result.microsPerObserve(),
                            result.microsPerFeedback(),
                            result.microsPerForget(),
                            result.microsPerExpiry(),
                            result.millisOfExpiry(),
                            result.millisOfForgettingAll()))
            .collect(Collectors.joining("%n".formatted()));
  }

  private static String text(MemoryReport report) {
    return "memory: %d int8 numbers an embedding, %d a code, reads of %d%n"
            .formatted(report.dimension(), report.code(), report.k())
        + "%-10s%-18s%12s%12s%12s%18s%18s%18s%n"
            .formatted(
                "memories",
                "state",
                "µs/observe",
                "µs/feedback",
                "cache hits",
                "bytes/memory",
                "bytes/pending",
                "bytes after 100")
        + report.results().stream()
            .map(BenchMemory::line)
            .collect(Collectors.joining("%n".formatted()));
  }

  private static String line(MemoryReport.Result result) {
    return "%-10d%-18s%12.1f%12.1f%12s%18.1f%18.1f%18s"
        .formatted(
            result.memories(),
            result.state(),
            result.microsPerObserve(),
            result.microsPerFeedback(),
            result.cacheHitRate() == null ? "–" : "%.4f".formatted(result.cacheHitRate()),
            result.bytesPerLabelledMemory(),
            result.bytesPerPendingObservation(),
            result.incrementalCheckpointBytes() == null
                ? "–"
                : "%,d".formatted(result.incrementalCheckpointBytes()));
  }
}
