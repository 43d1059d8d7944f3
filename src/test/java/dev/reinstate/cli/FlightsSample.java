package dev.reinstate.cli;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.LearnerOutput;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.event.Rejection;
import dev.reinstate.kafka.PartitionCounts;
import dev.reinstate.learner.SavedState;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.stream.EventStream;
import dev.reinstate.recording.table.BundledFlights;
import dev.reinstate.replay.PlainEngine;
import dev.reinstate.replay.summary.RunSummary;
import dev.reinstate.stream.config.JobFile;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.SettingsReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The first of the bundled flights, and what the plain engine makes of them. */
final class FlightsSample {

  final Recording recording;
  final JobSettings settings;
  final Map<String, Prediction> predictions = new HashMap<>();
  final Map<String, Credit> credits = new HashMap<>();
  private final SavedState start;

  /**
   * @param sets settings that go before those of jobs/flights.yaml
   */
  FlightsSample(Path folder, long flights, List<String> sets) {
    this(BundledFlights.record(folder).first(flights), settings(sets), null);
  }

  private FlightsSample(Recording recording, JobSettings settings, SavedState start) {
    this.recording = recording;
    this.settings = settings;
    this.start = start;
  }

  /** Another recording under the same settings, replayed from the state of a job. */
  FlightsSample after(SavedState job, Recording rest) {
    return new FlightsSample(rest, settings, job);
  }

  /** The settings of jobs/flights.yaml, but for some. */
  static JobSettings settings(List<String> sets) {
    return SettingsReader.read(JobFile.with(JobFile.read(Path.of("jobs/flights.yaml")), sets));
  }

  /** Replays the sample with the plain engine. */
  RunSummary replay() {
    return new PlainEngine(
            settings.learner(),
            settings.initialModel(),
            new LearnerOutput() {
              @Override
              public void prediction(Prediction prediction) {
                predictions.put(prediction.key() + "/" + prediction.observationId(), prediction);
              }

              @Override
              public void credit(Credit credit) {
                credits.put(JobFixture.name(credit), asOnTheTopic(credit));
              }

              @Override
              public void rejected(Event event, Rejection reason, String message) {}
            })
        .startingFrom(start)
        .replay("plain", recording, events -> {})
        .build();
  }

  /** The topic's record does not repeat the target. */
  private static Credit asOnTheTopic(Credit credit) {
    return new Credit(
        credit.key(),
        credit.feedbackId(),
        credit.observationId(),
        credit.time(),
        credit.mode(),
        credit.modelVersion(),
        credit.loss(),
        Double.NaN,
        credit.memories());
  }

  List<Event> events() {
    List<Event> all = new ArrayList<>();
    try (EventStream<Event> stream = recording.events()) {
      stream.forEachRemaining(all::add);
    }
    return all;
  }

  /** An event of the next day in every partition, so that event time passes all that was before. */
  static List<Event> afterwards(List<Event> events) {
    Map<Integer, Event> byPartition = new HashMap<>();
    for (Event event : events) {
      long[] counts = PartitionCounts.of(List.of(event).iterator(), 2).observations();
      if (event instanceof Observation) {
        byPartition.put(counts[0] == 1 ? 0 : 1, event);
      }
    }
    if (byPartition.size() != 2) {
      throw new IllegalArgumentException("a partition has no observation");
    }
    long time = events.get(events.size() - 1).time() + 86_400_000;
    List<Event> all = new ArrayList<>();
    for (Event event : byPartition.values()) {
      all.add(new Observation(event.key(), "afterwards", time, ((Observation) event).features()));
      all.add(new Feedback(event.key(), "f", "nobody", time, time, 0, 1, Feedback.Origin.NONE));
    }
    return all;
  }
}
