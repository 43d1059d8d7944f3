package dev.reinstate.cli.bench;

import dev.reinstate.bench.ComputeReport;
import dev.reinstate.bench.ComputeReport.Cost;
import dev.reinstate.cli.option.Json;
import dev.reinstate.compute.ComputeSettings;
import dev.reinstate.compute.ComputeSettings.Engine;
import dev.reinstate.compute.Device;
import dev.reinstate.compute.NetworkProvider;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code reinstate bench compute}: networks with each provider. */
@Command(
    name = "compute",
    mixinStandardHelpOptions = true,
    description =
        "Measures networks with each compute.provider on one thread: 784-256-64 forward, forward"
            + " and backward, and whole feedbacks, beside the peak of the provider's library.")
final class BenchCompute implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      split = ",",
      description = "only these: ${COMPLETION-CANDIDATES} (default: all)")
  private List<Engine> engines = List.of(Engine.values());

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      description = "compute.device of nd4j and torch (default: ${DEFAULT-VALUE})")
  private String device;

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  @Override
  public Integer call() {
    Device where =
        Device.parse(device)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "--device: '%s' is not allowed; allowed: %s"
                            .formatted(device, Device.ALLOWED)));
    for (Engine engine : engines) {
      if (engine != Engine.JAVA) {
        NetworkProvider.of(new ComputeSettings(engine, where, 1));
      }
    }
    ComputeReport report = ComputeReport.measure(engines, device);
    spec.commandLine().getOut().println(json ? Json.of(report) : text(report));
    return 0;
  }

  private static String text(ComputeReport report) {
    StringBuilder text = new StringBuilder();
    report
        .providers()
        .forEach(
            (name, provider) -> {
              text.append(
                  String.format(
                      Locale.ROOT, "%s: sgemm %.1f GFLOP/s%n", name, provider.sgemmGflops()));
              rows(text, "forward", provider.forward());
              rows(text, "forward and backward", provider.forwardBackward());
              rows(text, "feedback", provider.feedback());
            });
    return text.toString().stripTrailing();
  }

  private static void rows(StringBuilder text, String name, Map<String, Cost> costs) {
    costs.forEach(
        (batch, cost) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "  %-22s%6s%14.1f µs%10.1f GFLOP/s%8.0f %% of the peak%n",
                    name,
                    batch,
                    cost.micros(),
                    cost.gflops(),
                    100 * cost.fractionOfPeak())));
  }
}
