package dev.reinstate.cli.generate;

import picocli.CommandLine.Command;

/** {@code reinstate generate}: makes recordings. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Generates a synthetic or bundled recording.",
    synopsisSubcommandLabel = "RECORDING",
    subcommands = {
      GenerateFlights.class,
      GenerateLabelBinding.class,
      GenerateRecall.class,
      GenerateDrift.class,
      GeneratePayments.class,
      GenerateStream.class
    })
public final class GenerateCommand {}
