package dev.reinstate.cli;

import dev.reinstate.event.Event;
import dev.reinstate.kafka.KafkaSettings;
import dev.reinstate.kafka.RecordingProducer;
import dev.reinstate.kafka.record.RecordLimits;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends events from a thread of its own, in the order given. */
final class BackgroundProducer implements AutoCloseable {

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final RecordingProducer producer;
  private final double speed;

  /**
   * @param speed how many times faster than the events' times
   */
  BackgroundProducer(KafkaSettings kafka, RecordLimits limits, double speed) {
    producer = new RecordingProducer(kafka, limits);
    this.speed = speed;
  }

  /** Sends events after those before; one that was not sent fails all that follow. */
  Future<Long> send(List<Event> events) {
    return thread.submit(() -> producer.send(events.iterator(), speed, sent -> {}));
  }

  @Override
  public void close() {
    thread.shutdownNow();
    producer.close();
  }
}
