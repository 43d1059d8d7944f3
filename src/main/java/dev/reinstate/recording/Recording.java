package dev.reinstate.recording;

import dev.reinstate.annotation.Public;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventLimits;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.file.AvroEventStream;
import dev.reinstate.recording.file.AvroEvents;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.stream.EventStream;
import dev.reinstate.recording.stream.MergedStream;
import dev.reinstate.recording.stream.PartStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A recorded stream: a folder with {@code observations.avro}, {@code feedback.avro} (Avro container
 * files of the two schemas, each in time order) and {@code recording.json}. Events are read as they
 * are asked for, so that a recording may be larger than memory. A {@code truth.jsonl} may be there
 * too, to score by.
 *
 * <p>Several threads may use a recording, and several streams of it may be open at once; each of
 * them is for one thread.
 */
@Public
public final class Recording {

  public static final String OBSERVATIONS = "observations.avro";
  static final String FEEDBACK = "feedback.avro";
  static final String INFO = "recording.json";
  static final String TRUTH = "truth.jsonl";

  private final Path folder;
  private final RecordingInfo whole;
  private final RecordingInfo info;
  private final @Nullable Set<ObservationKey> chosen;
  private final EventLimits limits;
  private final RecordCheck observationCheck;
  private final RecordCheck feedbackCheck;

  private Recording(
      Path folder,
      RecordingInfo whole,
      RecordingInfo info,
      @Nullable Set<ObservationKey> chosen,
      EventLimits limits) {
    this.folder = folder;
    this.whole = whole;
    this.info = info;
    this.chosen = chosen;
    this.limits = limits;
    observationCheck = new RecordCheck(folder.resolve(OBSERVATIONS), limits);
    feedbackCheck = new RecordCheck(folder.resolve(FEEDBACK), limits);
  }

  /**
   * Opens a recording.
   *
   * @param folder the folder of its files
   * @throws RecordingException if a file is missing or recording.json is wrong
   */
  public static Recording open(Path folder) {
    for (String name : List.of(INFO, OBSERVATIONS, FEEDBACK)) {
      if (!Files.isRegularFile(folder.resolve(name))) {
        throw new RecordingException(
            "%s is no recording: %s is missing; expected a folder with %s, %s and %s"
                .formatted(folder, name, INFO, OBSERVATIONS, FEEDBACK));
      }
    }
    Path file = folder.resolve(INFO);
    try {
      RecordingInfo info =
          new RecordingInfoFile(file)
              .read(
                  () ->
                      AvroEventStream.count(
                          folder.resolve(OBSERVATIONS), dev.reinstate.avro.Observation.class),
                  () ->
                      AvroEventStream.count(
                          folder.resolve(FEEDBACK), dev.reinstate.avro.Feedback.class));
      EventLimits ofAnyJob = info.limits(EventLimits.MAX_ID_BYTES_LIMIT, true, false);
      return new Recording(folder, info, info, null, ofAnyJob);
    } catch (IOException e) {
      throw new RecordingException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The folder of its files. */
  public Path folder() {
    return folder;
  }

  /** What it holds; the counts are those of this part of it. */
  public RecordingInfo info() {
    return info;
  }

  /**
   * The same as a job sees it: records that it would call malformed are left out and counted.
   *
   * @param idBytes the job's {@code limits.id-bytes}
   * @param mayLackFeatures whether the job takes observations with features that are NaN, {@code
   *     features.missing: mean}
   * @param namedSpaces whether the job names spaces
   */
  public Recording forJob(int idBytes, boolean mayLackFeatures, boolean namedSpaces) {
    EventLimits ofJob = whole.limits(idBytes, mayLackFeatures, namedSpaces);
    return new Recording(folder, whole, info, chosen, ofJob);
  }

  /** Observations that were left out by all who read some of it. */
  public SkippedRecords malformedObservations() {
    return observationCheck.malformed();
  }

  /** Feedback that was left out by all who read some of it. */
  public SkippedRecords malformedFeedback() {
    return feedbackCheck.malformed();
  }

  /**
   * The part with the first observations, in event order, and all the feedback for them, however
   * late; none of the other feedback. With as many observations as there are, or more: all of it.
   *
   * @param maxObservations how many observations, at least 0
   * @throws RecordingException if the recording is broken
   */
  public Recording first(long maxObservations) {
    if (maxObservations >= info.observations()) {
      return this;
    }
    Set<ObservationKey> first = new HashSet<>();
    try (EventStream<Observation> stream = observations()) {
      for (long i = 0; i < maxObservations && stream.hasNext(); i++) {
        first.add(ObservationKey.of(stream.next()));
      }
    }
    Recording part = part(first, maxObservations, whole.feedback());
    long count = 0;
    try (EventStream<Feedback> stream = part.feedback()) {
      for (; stream.hasNext(); stream.next()) {
        count++;
      }
    }
    return part(first, maxObservations, count);
  }

  private Recording part(Set<ObservationKey> first, long observations, long feedback) {
    return new Recording(folder, whole, whole.withCounts(observations, feedback), first, limits);
  }

  /**
   * What is known of observations beside their feedback, by observation id; empty where there is no
   * truth.jsonl. Observations of several keys that share an id share its truth.
   *
   * @throws RecordingException if truth.jsonl is wrong, naming the line
   */
  public Map<String, Truth> truth() {
    Path file = folder.resolve(TRUTH);
    return Files.exists(file) ? new TruthReader(file).read() : Map.of();
  }

  /** All events in event order. */
  public EventStream<Event> events() {
    return new MergedStream(observations(), feedback());
  }

  /** The observations in event order. */
  public EventStream<Observation> observations() {
    EventStream<Observation> all =
        new AvroEventStream<>(
            folder.resolve(OBSERVATIONS),
            dev.reinstate.avro.Observation.class,
            whole.observations(),
            AvroEvents::observation,
            (event, record) -> takes(observationCheck, event, record));
    return chosen == null ? all : new PartStream<>(all, info.observations());
  }

  /** The feedback in event order. */
  public EventStream<Feedback> feedback() {
    EventStream<Feedback> all =
        new AvroEventStream<>(
            folder.resolve(FEEDBACK),
            dev.reinstate.avro.Feedback.class,
            whole.feedback(),
            avro -> AvroEvents.feedback(avro, Feedback.Origin.NONE),
            (event, record) ->
                (chosen == null || chosen.contains(ObservationKey.of(event)))
                    && takes(feedbackCheck, event, record));
    return chosen == null ? all : new PartStream<>(all, info.feedback());
  }

  private boolean takes(RecordCheck check, Event event, long record) {
    whole.fits(event);
    return check.takes(event, record);
  }
}
