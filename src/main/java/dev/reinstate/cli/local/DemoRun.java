package dev.reinstate.cli.local;

import dev.reinstate.evaluation.Evaluation;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.kafka.KafkaSettings;
import dev.reinstate.recording.Recording;
import dev.reinstate.replay.summary.BytesPerMemory;
import dev.reinstate.replay.summary.RunSummary;
import dev.reinstate.replay.summary.RunSummaryBuilder;
import dev.reinstate.stream.JobCounts;
import dev.reinstate.stream.config.JobSettings;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;

/**
 * One run of a job on local servers: sends a recording, watches the job, and stops it with a
 * savepoint once every event has been worked on. The savepoint commits what the job has written.
 */
public final class DemoRun {

  private static final double NANOS = 1e9;

  private final LocalServers servers;
  private final KafkaSettings kafka;
  private final LocalJob local;
  private final JobSettings settings;
  private final Recording recording;
  private final DemoDisplay display;
  private final Evaluation evaluation;

  public DemoRun(
      LocalServers servers,
      KafkaSettings kafka,
      JobSettings settings,
      Recording recording,
      PrintWriter err) {
    this.servers = servers;
    this.kafka = kafka;
    local = new LocalJob(servers, kafka, settings, recording::events);
    this.settings = settings;
    this.recording = recording;
    display = new DemoDisplay(err, recording.info().observations());
    evaluation = Evaluation.of(settings.learner(), Map.of());
  }

  public RunSummaryBuilder run() throws Exception {
    long start = System.nanoTime();
    local.createTopics();
    JobID job = local.submit();
    CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> local.send(Evaluated::new));
    JobCounts counts;
    long credits;
    long malformed;
    try (TopicReadings readings =
        new TopicReadings(
            kafka,
            LocalJob.PARTITIONS,
            prediction -> {
              synchronized (evaluation) {
                evaluation.prediction(prediction);
              }
            })) {
      watch(job, sending, readings);
      servers.awaitEndOfSources(job);
      servers.stop(job);
      counts = servers.finalCounts(job);
      readings.pollToTheEnd();
      credits = readings.credits();
      malformed = readings.malformedFeedback();
    }
    sending.join();
    display.end(counts, evaluation);
    EventCounts eventCounts = new EventCounts();
    eventCounts.addAll(counts.eventCounts());
    return RunSummary.named("demo")
        .eventCounts(
            eventCounts, malformed, settings.learner().feedback().defaultFeedback() != null)
        .evaluation(evaluation)
        .credits(credits)
        .learner(settings.learner())
        .updates(counts.updates(), counts.learningFrom() == 0 ? null : counts.learningFrom())
        .autoencoderError(counts.autoencoderError())
        .bytesPerMemory(BytesPerMemory.of(settings.learner()))
        .seconds((System.nanoTime() - start) / NANOS);
  }

  /** Shows each event to the evaluation as it is sent. */
  private final class Evaluated implements Iterator<Event> {

    private final Iterator<Event> events;

    private Evaluated(Iterator<Event> events) {
      this.events = events;
    }

    @Override
    public boolean hasNext() {
      return events.hasNext();
    }

    @Override
    public Event next() {
      Event event = events.next();
      synchronized (evaluation) {
        if (event instanceof Observation observation) {
          evaluation.observation(observation);
        } else {
          evaluation.feedback((Feedback) event);
        }
      }
      return event;
    }
  }

  /** Returns when the job has worked on every event. */
  private void watch(JobID job, CompletableFuture<Void> sending, TopicReadings readings)
      throws Exception {
    long total = recording.info().observations() + recording.info().feedback();
    while (true) {
      readings.poll();
      if (sending.isCompletedExceptionally()) {
        sending.join();
      }
      JobStatus status = servers.client().getJobStatus(job).get();
      if (status.isTerminalState()) {
        servers.result(job);
        throw new IllegalStateException("the job ended before its work was done: " + status);
      }
      JobCounts counts = servers.counts(job);
      synchronized (evaluation) {
        display.show(counts, evaluation);
      }
      if (counts.get(Count.OBSERVATIONS) + counts.get(Count.FEEDBACK) + readings.malformedFeedback()
          >= total) {
        return;
      }
    }
  }
}
