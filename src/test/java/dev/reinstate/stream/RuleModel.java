package dev.reinstate.stream;

import dev.reinstate.event.DefaultFeedback;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Forget;
import dev.reinstate.event.Observation;
import dev.reinstate.settings.DefaultFeedbackSettings;
import dev.reinstate.settings.FeedbackSettings;
import dev.reinstate.settings.RepeatPolicy;
import dev.reinstate.stream.config.JobSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules of feedback with a few maps and no cleverness: what must come out of the operator,
 * whatever happens around it. Every read takes all readable memories, so that no similarity is
 * needed to know what was read.
 */
final class RuleModel {

  /** A memory that a prediction read, at the place where it was. */
  record Read(int place, String id) {}

  /** A prediction: which memories it read, and their values. */
  record Predicted(String key, String id, long time, Map<String, List<Double>> values) {}

  /** A credit: for what target, and which of the memories read were still there. */
  record Credited(
      String key,
      String feedbackId,
      String observationId,
      long time,
      double target,
      Map<Read, Boolean> evicted) {}

  /** Feedback that was turned away. */
  record Refused(String key, String feedbackId, String observationId, String reason) {}

  private static final class Seen {
    private long time;
    private boolean pending = true;
    private int place;
    private double value;
    private final Set<String> feedbackIds = new HashSet<>();
    private List<Read> read = new ArrayList<>();
  }

  private record Remembered(String id, long time, double value) {}

  private static final class Key {
    private final Map<String, Seen> seen = new TreeMap<>();
    private final Map<String, List<Feedback>> held = new TreeMap<>();
    private final Map<Integer, Remembered> memories = new TreeMap<>();
    private int nextPlace;

    private boolean isEmpty() {
      return seen.isEmpty() && held.isEmpty() && memories.isEmpty();
    }
  }

  private static final Comparator<Event> ORDER =
      Comparator.comparingLong(Event::time)
          .thenComparingInt(RuleModel::kind)
          .thenComparing(Event::key)
          .thenComparing(Event::observationId)
          .thenComparing(e -> e instanceof Feedback f ? f.feedbackId() : "")
          .thenComparing(e -> e instanceof Feedback f ? f.target() : 0.0)
          .thenComparing(e -> e instanceof Feedback f ? f.observationTime() : 0L);

  final List<Predicted> predictions = new ArrayList<>();
  final List<Credited> credits = new ArrayList<>();
  final List<Refused> refused = new ArrayList<>();
  final Map<Count, Long> counts = new EnumMap<>(Count.class);
  private final FeedbackSettings rules;
  private final int capacity;
  private final long expireAfter;
  private final boolean byEventTime;
  private final Map<String, Key> keys = new HashMap<>();
  private List<Event> waiting = new ArrayList<>();
  private long watermark = Long.MIN_VALUE;

  RuleModel(JobSettings settings) {
    rules = settings.learner().feedback();
    capacity = settings.learner().memory().capacity();
    expireAfter = settings.learner().memory().expireAfter();
    byEventTime = settings.order().by() == JobSettings.By.EVENT_TIME;
    for (Count count : Count.values()) {
      counts.put(count, 0L);
    }
  }

  private static int kind(Event event) {
    if (event instanceof Feedback) {
      return 0;
    }
    return event instanceof DefaultFeedback ? 1 : 2;
  }

  void arrive(Event event) {
    if (event instanceof Forget forget) {
      forget(forget);
      return;
    }
    if (event instanceof Observation o && rules.defaultFeedback() != null) {
      long due =
          o.hasFeedbackDue()
              ? Math.min(o.feedbackDue(), o.time() + rules.horizon())
              : o.time() + rules.defaultFeedback().after();
      waiting.add(new DefaultFeedback(o.key(), o.observationId(), due));
    }
    if (byEventTime && event.time() > watermark) {
      waiting.add(event);
    } else {
      work(event);
    }
  }

  void watermark(long time) {
    watermark = time;
    List<Event> due = new ArrayList<>(waiting.stream().filter(e -> e.time() <= time).toList());
    waiting = new ArrayList<>(waiting.stream().filter(e -> e.time() > time).toList());
    due.sort(ORDER);
    due.forEach(this::work);
    List.copyOf(keys.keySet()).forEach(key -> expire(key, time));
  }

  /** Another operator goes on: it has seen no watermark. */
  void restart() {
    watermark = Long.MIN_VALUE;
  }

  private void work(Event event) {
    Key key = keys.computeIfAbsent(event.key(), name -> new Key());
    expire(event.key(), Math.min(event.time() - 1, watermark));
    keys.put(event.key(), key);
    if (event instanceof Observation observation) {
      observe(key, observation);
    } else if (event instanceof Feedback feedback) {
      feedback(key, feedback);
    } else if (event instanceof DefaultFeedback defaultFeedback) {
      defaultFeedback(key, defaultFeedback);
    }
    keys.values().removeIf(Key::isEmpty);
  }

  private void observe(Key key, Observation o) {
    count(Count.OBSERVATIONS, 1);
    Seen before = key.seen.get(o.observationId());
    if (before != null && o.time() <= before.time + rules.horizon()) {
      count(Count.OBSERVATIONS_DUPLICATE, 1);
      return;
    }
    if (before != null && before.pending) {
      count(Count.PENDING, -1);
    }
    Seen seen = new Seen();
    seen.time = o.time();
    Map<String, List<Double>> values = new TreeMap<>();
    key.memories.forEach(
        (place, memory) -> {
          seen.read.add(new Read(place, memory.id));
          values.computeIfAbsent(memory.id, id -> new ArrayList<>()).add(memory.value);
        });
    key.seen.put(o.observationId(), seen);
    predictions.add(new Predicted(o.key(), o.observationId(), o.time(), values));
    count(Count.PREDICTIONS, 1);
    count(Count.PENDING, 1);
    List<Feedback> early = key.held.remove(o.observationId());
    if (early != null) {
      count(Count.HELD, -early.size());
      early.stream().sorted(ORDER).forEach(f -> early(key, f, seen));
    }
  }

  private void early(Key key, Feedback f, Seen seen) {
    if (seen.time > f.time() + rules.earlyWait()) {
      refuse(f, Count.ORPHAN);
    } else if (f.time() > seen.time + rules.horizon()) {
      refuse(f, Count.LATE);
    } else if (match(key, f, seen)) {
      count(Count.EARLY, 1);
    }
  }

  private void feedback(Key key, Feedback f) {
    count(Count.FEEDBACK, 1);
    Seen seen = key.seen.get(f.observationId());
    if (seen != null) {
      if (f.time() > seen.time + rules.horizon()) {
        refuse(f, Count.LATE);
      } else {
        match(key, f, seen);
      }
      return;
    }
    if (f.observationTime() != Feedback.UNKNOWN_TIME
        && f.time() > f.observationTime() + rules.horizon()) {
      refuse(f, Count.LATE);
      return;
    }
    List<Feedback> held = key.held.computeIfAbsent(f.observationId(), id -> new ArrayList<>());
    if (held.stream().anyMatch(h -> h.feedbackId().equals(f.feedbackId()))) {
      count(Count.DUPLICATE, 1);
    } else if (held.size() == rules.maxPerObservation()) {
      refuse(f, Count.CAPPED);
    } else {
      held.add(f);
      count(Count.HELD, 1);
    }
  }

  private boolean match(Key key, Feedback f, Seen seen) {
    if (seen.feedbackIds.contains(f.feedbackId())) {
      count(Count.DUPLICATE, 1);
      return false;
    }
    boolean repeated = !seen.feedbackIds.isEmpty();
    if (repeated && rules.repeat() == RepeatPolicy.IGNORE) {
      count(Count.IGNORED, 1);
      return false;
    }
    if (seen.feedbackIds.size() == rules.maxPerObservation()) {
      refuse(f, Count.CAPPED);
      return false;
    }
    double target =
        repeated && rules.repeat() == RepeatPolicy.ACCUMULATE
            ? seen.value + f.target()
            : f.target();
    credit(key, f.key(), f.feedbackId(), f.observationId(), f.time(), target, seen);
    seen.feedbackIds.add(f.feedbackId());
    count(Count.MATCHED, 1);
    count(Count.REPEATED, repeated ? 1 : 0);
    return true;
  }

  private void defaultFeedback(Key key, DefaultFeedback d) {
    DefaultFeedbackSettings defaultFeedback = rules.defaultFeedback();
    Seen seen = key.seen.get(d.observationId());
    if (seen != null && seen.pending && d.time() > seen.time) {
      credit(key, d.key(), "", d.observationId(), d.time(), defaultFeedback.target(), seen);
      count(Count.DEFAULTED, 1);
    }
  }

  private void credit(
      Key key, String name, String feedbackId, String id, long time, double target, Seen seen) {
    Map<Read, Boolean> evicted = new HashMap<>();
    for (Read read : seen.read) {
      evicted.put(read, !holds(key, read.place, read.id));
    }
    credits.add(new Credited(name, feedbackId, id, time, target, evicted));
    count(Count.CREDITS_LOST_TO_EVICTION, evicted.values().stream().filter(gone -> gone).count());
    seen.value = target;
    if (seen.pending) {
      seen.pending = false;
      seen.place = key.nextPlace;
      key.nextPlace = (key.nextPlace + 1) % capacity;
      count(Count.PENDING, -1);
      count(Count.EVICTED, key.memories.containsKey(seen.place) ? 1 : 0);
      count(Count.MEMORIES, key.memories.containsKey(seen.place) ? 0 : 1);
      key.memories.put(seen.place, new Remembered(id, seen.time, target));
    } else if (holds(key, seen.place, id)) {
      long observed = key.memories.get(seen.place).time;
      key.memories.put(seen.place, new Remembered(id, observed, target));
    }
  }

  private static boolean holds(Key key, int place, String id) {
    Remembered memory = key.memories.get(place);
    return memory != null && memory.id.equals(id);
  }

  private void forget(Forget forget) {
    count(Count.FORGETS, 1);
    for (Event event : waiting) {
      if (event.key().equals(forget.key()) && covers(forget, event.observationId())) {
        if (event instanceof Observation) {
          count(Count.OBSERVATIONS, 1);
          count(Count.OBSERVATIONS_FORGOTTEN, 1);
        } else if (event instanceof Feedback) {
          count(Count.FEEDBACK, 1);
          count(Count.FORGOTTEN, 1);
        }
      }
    }
    waiting.removeIf(e -> e.key().equals(forget.key()) && covers(forget, e.observationId()));
    Key key = keys.get(forget.key());
    if (key == null) {
      return;
    }
    key.seen.forEach(
        (id, seen) -> count(Count.PENDING, covers(forget, id) && seen.pending ? -1 : 0));
    key.seen.keySet().removeIf(id -> covers(forget, id));
    key.held.forEach(
        (id, held) -> {
          count(Count.HELD, covers(forget, id) ? -held.size() : 0);
          count(Count.FORGOTTEN, covers(forget, id) ? held.size() : 0);
        });
    key.held.keySet().removeIf(id -> covers(forget, id));
    int before = key.memories.size();
    key.memories.values().removeIf(memory -> covers(forget, memory.id));
    count(Count.MEMORIES_FORGOTTEN, before - key.memories.size());
    count(Count.MEMORIES, key.memories.size() - before);
    key.seen.values().forEach(seen -> seen.read.removeIf(read -> covers(forget, read.id)));
    if (key.isEmpty()) {
      keys.remove(forget.key());
    }
  }

  private static boolean covers(Forget forget, String observationId) {
    return forget.observationId() == null || forget.observationId().equals(observationId);
  }

  private void expire(String name, long time) {
    Key key = keys.get(name);
    key.held
        .values()
        .forEach(
            held ->
                held.removeIf(
                    f -> {
                      boolean over =
                          roundedUp(f.time() + rules.earlyWait(), rules.earlyWait() / 16) <= time;
                      if (over) {
                        count(Count.HELD, -1);
                        refuse(f, Count.ORPHAN);
                      }
                      return over;
                    }));
    key.held.values().removeIf(List::isEmpty);
    key.seen
        .values()
        .removeIf(
            seen -> {
              boolean over = roundedUp(end(seen), rules.horizon() / 64) <= time;
              count(Count.PENDING, over && seen.pending ? -1 : 0);
              return over;
            });
    int before = key.memories.size();
    key.memories
        .values()
        .removeIf(memory -> roundedUp(memory.time + expireAfter, expireAfter / 16) <= time);
    count(Count.MEMORIES, key.memories.size() - before);
    if (key.isEmpty()) {
      keys.remove(name);
      key.nextPlace = 0;
    }
  }

  private long end(Seen seen) {
    long horizon = seen.time + rules.horizon();
    return seen.pending && rules.defaultFeedback() != null ? horizon + rules.horizon() : horizon;
  }

  /** The first multiple of a step from a time on. */
  private static long roundedUp(long time, long step) {
    long multiple = Math.floorDiv(time, step) * step;
    return multiple == time ? time : multiple + step;
  }

  private void refuse(Feedback f, Count reason) {
    count(reason, 1);
    refused.add(new Refused(f.key(), f.feedbackId(), f.observationId(), reason.name()));
  }

  private void count(Count count, long n) {
    counts.merge(count, n, Long::sum);
  }

  /** How many entries the operator's state has, of the kinds that can be told from here. */
  Map<String, Integer> entries() {
    Map<String, Integer> entries = new TreeMap<>();
    entries.put("traces", keys.values().stream().mapToInt(key -> key.seen.size()).sum());
    entries.put("held", keys.values().stream().mapToInt(key -> key.held.size()).sum());
    entries.put(
        "waiting", (int) waiting.stream().map(e -> e.key() + "/" + e.time()).distinct().count());
    entries.values().removeIf(n -> n == 0);
    return entries;
  }
}
