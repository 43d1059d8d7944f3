package dev.reinstate.event;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The order of {@code order.by: event-time}: by time; at the same time requests to forget, then
 * feedback, then default feedback, then observations; among events of a kind by key, observation id
 * (a forget of all of a key first) and feedback id, and last by target, weight, observation time,
 * features, other keys and when feedback is due. Two events are equal only if they differ in
 * nothing but where they were read, so any order of arrival gives the same sequence.
 */
public final class EventOrder implements Comparator<Event> {

  public static final EventOrder INSTANCE = new EventOrder();

  private static final Comparator<String> IDS = Comparator.nullsFirst(Comparator.naturalOrder());

  private EventOrder() {}

  @Override
  public int compare(Event a, Event b) {
    int order = Long.compare(a.time(), b.time());
    if (order == 0) {
      order = Integer.compare(rank(a), rank(b));
    }
    if (order == 0) {
      order = a.key().compareTo(b.key());
    }
    if (order == 0) {
      order = IDS.compare(a.observationId(), b.observationId());
    }
    if (order == 0 && a instanceof Feedback f && b instanceof Feedback g) {
      order = compareContent(f, g);
    } else if (order == 0 && a instanceof Observation x && b instanceof Observation y) {
      order = compareContent(x, y);
    }
    return order;
  }

  private static int rank(Event event) {
    if (event instanceof Forget) {
      return 0;
    }
    if (event instanceof Feedback) {
      return 1;
    }
    return event instanceof DefaultFeedback ? 2 : 3;
  }

  private static int compareContent(Observation a, Observation b) {
    int order = Arrays.compare(a.features(), b.features());
    if (order == 0) {
      order = Arrays.compare(namesAndKeys(a), namesAndKeys(b));
    }
    return order == 0 ? Long.compare(a.feedbackDue(), b.feedbackDue()) : order;
  }

  private static String[] namesAndKeys(Observation observation) {
    return observation.keys().entrySet().stream()
        .flatMap(key -> Stream.of(key.getKey(), key.getValue()))
        .toArray(String[]::new);
  }

  /** Of feedback that contradicts its duplicate, it must not matter which one came first. */
  private static int compareContent(Feedback a, Feedback b) {
    int order = a.feedbackId().compareTo(b.feedbackId());
    if (order == 0) {
      order = Double.compare(a.target(), b.target());
    }
    if (order == 0) {
      order = Float.compare(a.weight(), b.weight());
    }
    return order == 0 ? Long.compare(a.observationTime(), b.observationTime()) : order;
  }
}
