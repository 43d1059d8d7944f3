package dev.reinstate.cli;

import dev.reinstate.cli.option.JobArguments;
import dev.reinstate.kafka.BrokerCheck;
import dev.reinstate.kafka.KafkaEndpoints;
import dev.reinstate.kafka.KafkaFailure;
import dev.reinstate.kafka.KafkaSettings;
import dev.reinstate.kafka.record.RecordLimits;
import dev.reinstate.stream.ClusterCheck;
import dev.reinstate.stream.MemoryJob;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.LocalFlink;
import dev.reinstate.stream.config.PreflightReport;
import dev.reinstate.stream.config.SettingsCheck;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reinstate run}: the job, in this JVM or, by {@code flink run}, on a cluster. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Runs the job against the Kafka of kafka.bootstrap-servers until it is stopped: in this"
            + " JVM, or on a cluster if the jar is given to 'flink run'.")
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private JobArguments arguments;

  @Option(
      names = "--create-topics",
      paramLabel = "PARTITIONS",
      description = "first create missing topics, with this number of partitions")
  private @Nullable Integer partitions;

  @Override
  public Integer call() throws Exception {
    JobSettings settings = arguments.settings();
    KafkaSettings kafka = JobArguments.withServers(KafkaSettings.of(settings.kafka()));
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    if (environment instanceof LocalStreamEnvironment) {
      environment.configure(LocalFlink.configuration());
      settings.checkNetworks();
    }
    PreflightReport findings =
        SettingsCheck.of(settings)
            .and(ClusterCheck.of(environment.getConfiguration(), settings.flink()))
            .and(KafkaFailure.explained(kafka, () -> askKafka(kafka, settings)));
    findings.warnings().forEach(this::warn);
    findings.throwIfAny();
    MemoryJob.build(environment, settings, new KafkaEndpoints(kafka, RecordLimits.of(settings)));
    spec.commandLine()
        .getErr()
        .printf(
            "running on %s, topics %s.*; stop it with Ctrl-C%n",
            kafka.bootstrapServers(), kafka.topics().prefix());
    environment.execute();
    return 0;
  }

  private PreflightReport askKafka(KafkaSettings kafka, JobSettings settings)
      throws InterruptedException {
    try (Admin admin = Admin.create(kafka.adminProperties())) {
      if (partitions != null) {
        kafka.topics().create(admin, partitions);
      }
      return BrokerCheck.of(admin, kafka, settings);
    }
  }

  private void warn(String warning) {
    spec.commandLine().getErr().println("warning: " + warning);
  }
}
