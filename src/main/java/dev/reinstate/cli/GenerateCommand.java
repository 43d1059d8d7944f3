package dev.reinstate.cli;

import picocli.CommandLine.Command;

/** {@code reinstate generate}: makes recordings. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Makes a recording.",
    synopsisSubcommandLabel = "RECORDING",
    subcommands = {
      GenerateFlights.class,
      GenerateLabelBinding.class,
      GenerateRecall.class,
      GenerateDrift.class
    })
final class GenerateCommand {}
