package dev.reinstate.learner;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Forget;
import dev.reinstate.event.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Streams in the order of events in which every row of the feedback table occurs: early, held,
 * repeated, contradicting, late and orphaned feedback, observations twice, ties in time, and
 * features that are missing.
 */
public final class RandomStream {

  private RandomStream() {}

  public static List<Event> of(long seed, int observations) {
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < observations; i++) {
      String key = "k" + random.nextInt(3);
      String id = "o" + (random.nextInt(8) == 0 ? random.nextInt(i + 1) : i);
      long time = 12L * i + random.nextInt(4);
      Observation observation = World.observation(key, id, time);
      if (i % 7 == 3) {
        observation.features()[1] = Float.NaN;
      }
      events.add(observation);
      int feedbacks = random.nextInt(8) == 0 ? 3 : 1;
      for (int f = 0; f < feedbacks; f++) {
        events.add(feedback(random, key, id, time));
      }
    }
    events.sort(EventOrder.INSTANCE);
    return events;
  }

  /** The same with keys beside the observation's own, some of which are missing. */
  public static List<Event> ofSeveralKeys(long seed, int observations) {
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>();
    for (Event event : of(seed, observations)) {
      events.add(event instanceof Observation o ? o.withKeys(keys(random)) : event);
    }
    events.sort(EventOrder.INSTANCE);
    return events;
  }

  /** Now and then something is to be forgotten: all of a key, or an observation. */
  public static List<Event> withForgets(List<Event> events, long seed) {
    Random random = new Random(seed);
    List<Event> with = new ArrayList<>();
    for (Event event : events) {
      if (random.nextInt(25) == 0) {
        String id = random.nextInt(3) == 0 ? null : "o" + random.nextInt(1 + with.size() / 2);
        with.add(new Forget("k" + random.nextInt(3), id, event.time()));
      }
      with.add(event);
    }
    return with;
  }

  private static Map<String, String> keys(Random random) {
    Map<String, String> keys = new HashMap<>();
    for (String name : RandomSpaces.KEY_NAMES) {
      if (random.nextInt(6) > 0) {
        // the own key of an observation among them
        keys.put(name, "k" + random.nextInt(4));
      }
    }
    return keys;
  }

  private static Feedback feedback(Random random, String key, String id, long observed) {
    long time =
        switch (random.nextInt(12)) {
          case 0 -> observed - random.nextInt(220);
          case 1 -> observed + 1_500 + random.nextInt(400);
          default -> observed + random.nextInt(300);
        };
    return new Feedback(
        random.nextInt(20) == 0 ? "other" : key,
        "f" + random.nextInt(2),
        id,
        time,
        random.nextBoolean() ? observed : Feedback.UNKNOWN_TIME,
        random.nextInt(2),
        random.nextInt(4) == 0 ? 0.5f : 1,
        Feedback.Origin.NONE);
  }
}
