package dev.reinstate.stream;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Forget;
import dev.reinstate.event.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Streams in which all that can happen to feedback does: it comes early, in time, twice, again with
 * another target, late, or for nothing that was ever observed.
 */
final class RandomEvents {

  private static final int KEYS = 5;
  private static final int MEAN_GAP = 12;

  private final Random random;
  private final Target target;
  private final boolean forgets;
  private final List<Event> events = new ArrayList<>();
  private int feedbacks;

  private RandomEvents(Random random, Target target, boolean forgets) {
    this.random = random;
    this.target = target;
    this.forgets = forgets;
  }

  /** At least so many events, in their order. */
  static List<Event> sorted(Random random, Target target, int size) {
    return sorted(random, target, size, false);
  }

  /** The same, perhaps with requests to forget among them. */
  static List<Event> sorted(Random random, Target target, int size, boolean forgets) {
    return new RandomEvents(random, target, forgets).make(size);
  }

  private List<Event> make(int size) {
    long time = random.nextInt(100_000) - 50_000;
    for (int i = 0; events.size() < size; i++) {
      time += random.nextInt(2 * MEAN_GAP + 1);
      if (random.nextInt(150) == 0) {
        time += random.nextInt((int) (2 * TestJobs.EXPIRE_AFTER));
      }
      String key = "k" + random.nextInt(KEYS);
      observe(key, "o" + i, time);
      if (forgets && random.nextInt(15) == 0) {
        String id = random.nextInt(3) == 0 ? null : "o" + (i - random.nextInt(1 + Math.min(i, 40)));
        events.add(new Forget(key, id, time + random.nextInt(200)));
      }
    }
    events.sort(EventOrder.INSTANCE);
    return events;
  }

  private void observe(String key, String id, long time) {
    Observation observation = TestEvents.observation(key, id, time);
    if (random.nextInt(4) == 0) {
      observation =
          observation.withFeedbackDue(time + 1 + random.nextInt((int) (2 * TestJobs.HORIZON)));
    }
    if (random.nextInt(12) > 0) {
      events.add(observation);
    }
    if (random.nextInt(12) == 0) {
      int wait = (int) (TestJobs.HORIZON * 5 / 4);
      events.add(new Observation(key, id, time + random.nextInt(wait), observation.features()));
    }
    int count = random.nextInt(4) == 0 ? random.nextInt(4) : 1;
    for (int i = 0; i < count; i++) {
      feedback(random.nextInt(30) == 0 ? "stranger" : key, id, time);
    }
  }

  private void feedback(String key, String observationId, long observed) {
    long time = observed + delay();
    Feedback feedback =
        new Feedback(
            key,
            "f" + feedbacks++,
            observationId,
            time,
            random.nextInt(3) == 0 ? observed : Feedback.UNKNOWN_TIME,
            target(),
            weight(),
            new Feedback.Origin(0, feedbacks));
    events.add(feedback);
    if (random.nextInt(10) == 0) {
      events.add(later(feedback, random.nextInt((int) TestJobs.HORIZON)));
    }
  }

  private static Feedback later(Feedback feedback, long wait) {
    return new Feedback(
        feedback.key(),
        feedback.feedbackId(),
        feedback.observationId(),
        feedback.time() + wait,
        feedback.observationTime(),
        feedback.target(),
        feedback.weight(),
        feedback.origin());
  }

  private long delay() {
    return switch (random.nextInt(10)) {
      case 0 -> -random.nextInt((int) (TestJobs.EARLY_WAIT * 5 / 4));
      case 1 -> TestJobs.HORIZON - 100 + random.nextInt(400);
      case 2 -> 0;
      default -> random.nextInt(400);
    };
  }

  private double target() {
    double large = feedbacks % 59 == 0 ? 1e6 : 1;
    return switch (target) {
      case CLASS -> random.nextInt(TestJobs.CLASSES);
      case VALUE -> large * random.nextGaussian();
      case REWARD -> large * random.nextInt(2);
    };
  }

  private float weight() {
    float large = feedbacks % 61 == 0 ? 1e9f : 1;
    return random.nextInt(4) == 0 ? 0.5f : large;
  }

  /** The same events as they may arrive where none is overtaken by one much later. */
  static List<Event> disordered(List<Event> sorted, long disorder, Random random) {
    record Arriving(long at, Event event) {}
    return sorted.stream()
        .map(event -> new Arriving(event.time() + random.nextLong(disorder + 1), event))
        .sorted(Comparator.comparingLong(Arriving::at))
        .map(Arriving::event)
        .toList();
  }
}
