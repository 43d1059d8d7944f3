package dev.reinstate.stream;

import dev.reinstate.event.Event;
import dev.reinstate.event.Excerpt;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * Logs what is dropped: of each kind at most one line a minute, with how many there were and one of
 * them. Serves one thread.
 */
final class DropLog {

  private static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);

  private static final class Kind {
    private long silentUntil;
    private long count;

    private Kind(long now) {
      silentUntil = now;
    }
  }

  private final Consumer<String> log;
  private final LongSupplier nanoTime;
  private final Map<String, Kind> kinds = new HashMap<>();

  /**
   * @param dropping names the log
   */
  DropLog(Class<?> dropping) {
    this(LoggerFactory.getLogger(dropping)::warn, System::nanoTime);
  }

  /**
   * @param log takes the lines
   * @param nanoTime as {@link System#nanoTime}
   */
  DropLog(Consumer<String> log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
  }

  /** Something was dropped. */
  void dropped(String kind, Supplier<String> example) {
    dropped(kind, 1, example);
  }

  /**
   * Some were dropped.
   *
   * @param kind one of a few: what a metric counts
   * @param example says which one and why; it is asked where there is a line to write
   */
  void dropped(String kind, long count, Supplier<String> example) {
    long now = nanoTime.getAsLong();
    Kind of = kinds.computeIfAbsent(kind, name -> new Kind(now));
    of.count += count;
    if (now - of.silentUntil >= 0) {
      log.accept(
          "dropped as %s: %d since the last such line, such as %s"
              .formatted(kind, of.count, Excerpt.ofMessage(example.get())));
      of.count = 0;
      of.silentUntil = now + INTERVAL;
    }
  }

  /** Which event it is. */
  static String words(Event event) {
    String key = Excerpt.ofId(event.key());
    if (event instanceof Feedback feedback) {
      return "feedback '%s' for observation '%s' of key '%s' at %d"
          .formatted(
              Excerpt.ofId(feedback.feedbackId()),
              Excerpt.ofId(feedback.observationId()),
              key,
              feedback.time());
    }
    String kind = event instanceof Observation ? "observation" : "event about observation";
    return "%s '%s' of key '%s' at %d"
        .formatted(kind, Excerpt.ofId(String.valueOf(event.observationId())), key, event.time());
  }
}
