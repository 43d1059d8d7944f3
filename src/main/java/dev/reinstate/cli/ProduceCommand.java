package dev.reinstate.cli;

import dev.reinstate.cli.option.JobArguments;
import dev.reinstate.cli.option.Progress;
import dev.reinstate.cli.option.RecordingArguments;
import dev.reinstate.event.Event;
import dev.reinstate.kafka.KafkaFailure;
import dev.reinstate.kafka.KafkaSettings;
import dev.reinstate.kafka.RecordingProducer;
import dev.reinstate.kafka.record.RecordLimits;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.stream.EventStream;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.SettingsReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code reinstate produce}: sends a recording to Kafka. */
@Command(
    name = "produce",
    mixinStandardHelpOptions = true,
    description =
        "Sends the observations and feedback of a recording to the topics, in the"
            + " order of event time.")
final class ProduceCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private JobArguments arguments;
  @Mixin private RecordingArguments recorded;

  @Option(
      names = "--speed",
      paramLabel = "SPEED",
      defaultValue = "max",
      description = "max, or a multiple of real time, such as 60 (default: max)")
  private String speed;

  @Override
  public Integer call() throws Exception {
    double factor = factor();
    Recording opened = recorded.open();
    JobSettings settings = SettingsReader.read(arguments.given(opened.info()));
    Recording recording = RecordingArguments.forJob(opened, settings);
    KafkaSettings kafka = JobArguments.withServers(KafkaSettings.of(settings.kafka()));
    long sent =
        KafkaFailure.explained(
            kafka, () -> send(recording, kafka, RecordLimits.of(settings), factor));
    spec.commandLine()
        .getOut()
        .printf(
            "%,d observations and feedbacks sent to %s and %s%n",
            sent, kafka.topics().observations(), kafka.topics().feedback());
    SkippedRecordsReport.print(recording, spec.commandLine().getErr());
    return 0;
  }

  private long send(Recording recording, KafkaSettings kafka, RecordLimits limits, double speed)
      throws Exception {
    long total = recording.info().observations() + recording.info().feedback();
    try (EventStream<Event> stream = recording.events();
        RecordingProducer producer = new RecordingProducer(kafka, limits);
        Progress progress = Progress.of("sending", total)) {
      long sent = producer.send(stream, speed, progress::at);
      SkippedRecordsReport.print(
          "%,d events left out, which a job refuses",
          producer.leftOut(), spec.commandLine().getErr());
      return sent;
    }
  }

  private double factor() {
    if (speed.equals("max")) {
      return RecordingProducer.MAX_SPEED;
    }
    try {
      double factor = Double.parseDouble(speed);
      if (factor > 0 && Double.isFinite(factor)) {
        return factor;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new ParameterException(
        spec.commandLine(),
        "--speed: '%s' is not allowed; allowed: max, or a number above 0".formatted(speed));
  }
}
