package dev.reinstate.recording;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.stream.EventStream;
import dev.reinstate.recording.stream.ListedStream;
import dev.reinstate.recording.stream.MergedStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The delays of a recording, dealt out among its feedback at random: how long feedback takes tells
 * nothing of what it says. Feedback without an observation stays where it is.
 */
public final class ShuffledDelays {

  private final Random random;

  public ShuffledDelays(long seed) {
    random = new Random(seed);
  }

  public EventStream<Event> events(Recording recording) {
    Map<ObservationKey, Long> times = new HashMap<>();
    try (EventStream<Observation> observations = recording.observations()) {
      while (observations.hasNext()) {
        Observation observation = observations.next();
        times.putIfAbsent(ObservationKey.of(observation), observation.time());
      }
    }
    List<Feedback> all = new ArrayList<>();
    List<Long> delays = new ArrayList<>();
    try (EventStream<Feedback> stream = recording.feedback()) {
      while (stream.hasNext()) {
        Feedback feedback = stream.next();
        all.add(feedback);
        Long observed = times.get(ObservationKey.of(feedback));
        if (observed != null) {
          delays.add(feedback.time() - observed);
        }
      }
    }
    Collections.shuffle(delays, random);
    Iterator<Long> dealt = delays.iterator();
    all.replaceAll(
        feedback -> {
          Long observed = times.get(ObservationKey.of(feedback));
          return observed == null ? feedback : feedback.at(observed + dealt.next());
        });
    all.sort(EventOrder.INSTANCE);
    return new MergedStream(recording.observations(), new ListedStream<>(all.iterator()));
  }
}
