package dev.reinstate.cli.option;

import dev.reinstate.kafka.SavepointOffsets;
import dev.reinstate.kafka.TopicSection;
import dev.reinstate.kafka.Topics;
import dev.reinstate.stream.config.NotReadyException;
import dev.reinstate.stream.state.Savepoint;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which part of the topics a command reads. */
public final class SectionArguments {

  private static final String OLDEST = "oldest";
  private static final String NOW = "now";
  private static final String NEVER = "never";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      defaultValue = OLDEST,
      description =
          "where to begin. oldest: with the oldest records (default); or with records"
              + " sent at or after this time, such as 2026-11-26T09:00:00Z")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      defaultValue = NOW,
      description =
          "where to end. now: with what is there at the start (default); never: with"
              + " Ctrl-C; or with records sent before this time")
  private String to;

  @Option(
      names = "--from-offset",
      paramLabel = "TOPIC/PARTITION=OFFSET",
      description =
          "where one partition begins instead, such as observations/0=1000; may be repeated")
  private Map<String, Long> fromOffsets = new LinkedHashMap<>();

  @Option(
      names = "--to-offset",
      paramLabel = "TOPIC/PARTITION=OFFSET",
      description = "where one partition ends instead, exclusive; may be repeated")
  private Map<String, Long> toOffsets = new LinkedHashMap<>();

  @Option(
      names = "--from-savepoint",
      paramLabel = "PATH",
      description =
          "begin where a savepoint of the job ends, with what the job would read next: a path or"
              + " a URI; overrides --from")
  private @Nullable String savepoint;

  /**
   * The part that is asked for.
   *
   * @throws NotReadyException if the savepoint cannot be read
   */
  public TopicSection section(Topics topics) throws Exception {
    boolean endless = to.equals(NEVER);
    return new TopicSection(
        from.equals(OLDEST) ? OptionalLong.empty() : time("--from", from, OLDEST),
        endless || to.equals(NOW) ? OptionalLong.empty() : time("--to", to, NOW + ", " + NEVER),
        begins(topics),
        offsets("--to-offset", toOffsets, topics),
        endless);
  }

  private Map<TopicPartition, Long> begins(Topics topics) throws Exception {
    Map<TopicPartition, Long> begins = new HashMap<>();
    if (savepoint != null) {
      try {
        begins.putAll(SavepointOffsets.of(Savepoint.open(savepoint)));
      } catch (IOException e) {
        throw new NotReadyException(e.getMessage());
      }
    }
    begins.putAll(offsets("--from-offset", fromOffsets, topics));
    return begins;
  }

  private OptionalLong time(String option, String given, String words) {
    try {
      return OptionalLong.of(Instant.parse(given).toEpochMilli());
    } catch (DateTimeException e) {
      throw wrong(option, given, words + ", or a time such as 2026-11-26T09:00:00Z");
    }
  }

  private Map<TopicPartition, Long> offsets(String option, Map<String, Long> given, Topics topics) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    given.forEach(
        (place, offset) -> {
          if (!place.matches("(observations|feedback)/\\d{1,9}") || offset < 0) {
            throw wrong(
                option,
                place + "=" + offset,
                "observations or feedback, /, a partition, =, and an offset from 0");
          }
          String[] parts = place.split("/");
          String topic = parts[0].equals("feedback") ? topics.feedback() : topics.observations();
          offsets.put(new TopicPartition(topic, Integer.parseInt(parts[1])), offset);
        });
    return offsets;
  }

  private ParameterException wrong(String option, String given, String allowed) {
    return new ParameterException(
        command.commandLine(),
        "%s: '%s' is not allowed; allowed: %s".formatted(option, given, allowed));
  }
}
