package dev.reinstate.cli;

import dev.reinstate.cli.local.Interruption;
import dev.reinstate.cli.option.JobArguments;
import dev.reinstate.cli.option.NewRecording;
import dev.reinstate.cli.option.Progress;
import dev.reinstate.cli.option.SectionArguments;
import dev.reinstate.event.EventLimits;
import dev.reinstate.kafka.KafkaFailure;
import dev.reinstate.kafka.KafkaSettings;
import dev.reinstate.kafka.TopicRecorder;
import dev.reinstate.kafka.record.RecordLimits;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.recording.SortingRecordingWriter;
import dev.reinstate.stream.config.JobSettings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reinstate record}: makes a recording of what is on Kafka. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    description =
        "Writes the observations and feedback on the topics to a recording, in the order of"
            + " their times. Ctrl-C ends it and keeps what has arrived.")
final class RecordCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private JobArguments arguments;
  @Mixin private NewRecording recording;
  @Mixin private SectionArguments section;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "name of the recording (default: topics.prefix)")
  private @Nullable String name;

  @Override
  public Integer call() throws Exception {
    JobSettings settings = arguments.settings();
    KafkaSettings kafka = JobArguments.withServers(KafkaSettings.of(settings.kafka()));
    return KafkaFailure.explained(kafka, () -> record(kafka, RecordLimits.of(settings)));
  }

  private int record(KafkaSettings kafka, RecordLimits limits) throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    try (Interruption interruption = Interruption.watch();
        TopicRecorder recorder = new TopicRecorder(kafka, limits, section.section(kafka.topics()));
        SortingRecordingWriter writer =
            new SortingRecordingWriter(recording.folder(), info(limits.events(), kafka))) {
      if (recorder.records() < 0) {
        err.printf("recording %s.*; end it with Ctrl-C%n", kafka.topics().prefix());
      }
      try (Progress progress = Progress.of("recording", recorder.records())) {
        recorder.read(writer, interruption::asked, progress::at);
      }
      if (interruption.asked()) {
        err.println("interrupted: the recording holds what had come by then");
      }
      recording.made(writer.finish(written -> {}));
      SkippedRecordsReport.print("%,d records left out", recorder.malformed(), err);
    }
    return 0;
  }

  private RecordingInfo info(EventLimits limits, KafkaSettings kafka) {
    return new RecordingInfo(
        name == null ? kafka.topics().prefix() : name,
        "taken from %s and %s".formatted(kafka.topics().observations(), kafka.topics().feedback()),
        limits.observationSize(),
        null,
        limits.target(),
        limits.classes(),
        0,
        0);
  }
}
