package dev.reinstate.replay;

import dev.reinstate.event.Event;
import dev.reinstate.recording.FixedDelayStream;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.ShuffledDelays;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.stream.EventStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a replay delivers the feedback of a recording. Observations keep their times.
 *
 * @param kind how its times are chosen
 * @param observations how many observations later it comes; for FIXED only
 */
public record Protocol(Kind kind, long observations) {

  /** What is asked for where nothing is said. */
  public static final Protocol NATURAL = new Protocol(Kind.NATURAL, 0);

  /** What {@link #parse} takes. */
  public static final String ALLOWED = "natural, fixed:<observations> (1 or more), shuffled, zero";

  private static final Pattern FIXED = Pattern.compile("fixed:([1-9]\\d{0,11})");

  /** How the times of feedback are chosen. */
  public enum Kind {
    /** As they were recorded. */
    NATURAL,
    /**
     * Just before the observation that comes so many after its own; at the end where the stream is
     * shorter.
     */
    FIXED,
    /** The recorded delays, dealt out among all feedback at random, so that they tell nothing. */
    SHUFFLED,
    /** At once, before the next observation: an oracle, and an upper bound. */
    ZERO
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException saying what is allowed
   */
  public static Protocol parse(String text) {
    Matcher fixed = FIXED.matcher(text);
    if (fixed.matches()) {
      return new Protocol(Kind.FIXED, Long.parseLong(fixed.group(1)));
    }
    return switch (text) {
      case "natural" -> NATURAL;
      case "shuffled" -> new Protocol(Kind.SHUFFLED, 0);
      case "zero" -> new Protocol(Kind.ZERO, 0);
      default ->
          throw new IllegalArgumentException(
              "'%s' is not allowed; allowed: %s".formatted(text, ALLOWED));
    };
  }

  /**
   * The events of a recording under this protocol. All but NATURAL hold all feedback in memory.
   *
   * @param seed of what is drawn at random
   * @throws RecordingException if the recording is broken
   */
  public EventStream<Event> events(Recording recording, long seed) {
    return switch (kind) {
      case NATURAL -> recording.events();
      case FIXED, ZERO -> new FixedDelayStream(recording, observations);
      case SHUFFLED -> new ShuffledDelays(seed).events(recording);
    };
  }

  @Override
  public String toString() {
    return switch (kind) {
      case NATURAL -> "natural";
      case FIXED -> "fixed:" + observations;
      case SHUFFLED -> "shuffled";
      case ZERO -> "zero";
    };
  }
}
