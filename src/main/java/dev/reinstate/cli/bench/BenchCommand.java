package dev.reinstate.cli.bench;

import picocli.CommandLine.Command;

/** {@code reinstate bench}: measures what the parts of the job cost on this machine. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures the cost of parts of the job on this machine.",
    synopsisSubcommandLabel = "PART",
    subcommands = {
      BenchCompute.class,
      BenchKernel.class,
      BenchRead.class,
      BenchMemory.class,
      BenchPipeline.class,
      BenchPeers.class,
      BenchStreams.class
    })
public final class BenchCommand {}
