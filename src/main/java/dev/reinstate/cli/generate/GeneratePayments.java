package dev.reinstate.cli.generate;

import dev.reinstate.cli.option.NewRecording;
import dev.reinstate.recording.generate.payments.PaymentsGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reinstate generate payments}. */
@Command(
    name = "payments",
    mixinStandardHelpOptions = true,
    description = {
      "Generates a recording of payments: which are charged back, days to weeks later? Rings of"
          + " fraudsters move between merchants and devices. No single key gives them away, several"
          + " do. The true causes are known, so credit can be scored.",
      "Groups: ring, chargeback (others), fine. A key is an account; keys are merchant and device."
    })
final class GeneratePayments implements Runnable {

  @Mixin private NewRecording recording;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "90000",
      description = "total number of observations, 400 a day (default: ${DEFAULT-VALUE})")
  private long events;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "seed of everything that is random (default: ${DEFAULT-VALUE})")
  private long seed;

  @Override
  public void run() {
    recording.of(() -> new PaymentsGenerator(events, seed));
  }
}
