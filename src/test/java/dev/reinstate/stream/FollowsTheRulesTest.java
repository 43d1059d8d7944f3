package dev.reinstate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Forget;
import dev.reinstate.event.Prediction;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import dev.reinstate.stream.RuleModel.Credited;
import dev.reinstate.stream.RuleModel.Predicted;
import dev.reinstate.stream.RuleModel.Refused;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.JobSettings.Placement;
import dev.reinstate.stream.types.RejectedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * The operator follows the rules of feedback as {@link RuleModel} tells them, on streams in which
 * everything happens, through checkpoints, restarts, crashes and changes of parallelism at any
 * moment.
 */
@PropertyDefaults(shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
class FollowsTheRulesTest {

  private static final int EVENTS = 1000;
  private static final int MIN_EVENTS = 100_000;
  private static final int MAX_SUBTASKS = 3;

  /** When the streams begin, by the clock of their events and by that of the wall. */
  private static final long START = Instant.parse("2026-05-28T20:26:40Z").toEpochMilli();

  private static long total;
  private static long refused;
  private static final Map<Count, Long> CASES = new EnumMap<>(Count.class);

  /** What the model does not know: it neither learns nor refreshes. */
  private static final EnumSet<Count> OUTSIDE =
      EnumSet.of(Count.LEARNED, Count.REFRESHED, Count.GRADIENTS_DROPPED, Count.TARGETS_LIMITED);

  /** The numbers of these streams are such that what is computed from them is finite. */
  private static final EnumSet<Count> NEVER =
      EnumSet.of(Count.PREDICTIONS_NOT_FINITE, Count.CREDITS_NOT_FINITE);

  /** What is there at a moment, and nothing is in the end. */
  private static final EnumSet<Count> STANDING =
      EnumSet.of(Count.PENDING, Count.HELD, Count.MEMORIES);

  @Property(tries = 100, seed = "20261124")
  void onTheHeap(@ForAll long seed) throws Exception {
    check(seed, Backend.HEAP);
  }

  @Property(tries = 5, seed = "20261125")
  void onRocksDb(@ForAll long seed) throws Exception {
    check(seed, Backend.ROCKSDB);
  }

  @Property(tries = 5, seed = "20261126")
  void onRocksDbWithASmallCache(@ForAll long seed) throws Exception {
    check(seed, Backend.ROCKSDB_SMALL_CACHE);
  }

  @AfterContainer
  static void everyCaseHasOccurredOften() {
    System.out.printf("%d random events, %d of them refused: %s%n", total, refused, CASES);
    assertThat(refused).isGreaterThan(1000);
    assertThat(total).isGreaterThanOrEqualTo(MIN_EVENTS);
    for (Count count : EnumSet.complementOf(OUTSIDE)) {
      if (!STANDING.contains(count) && !NEVER.contains(count)) {
        assertThat(CASES.get(count)).as(count.label()).isGreaterThan(200);
      }
    }
  }

  private static void check(long seed, Backend backend) throws Exception {
    Random random = new Random(seed);
    JobSettings settings = settings(random);
    try (Run run = new Run(settings, backend, random)) {
      run.process(new Stream(random, settings.learner().prediction().target()));
      run.checkpoint();
      RuleModel model = run.model();
      Map<String, Integer> entries = run.stateEntries();
      entries.keySet().retainAll(List.of("traces", "held", "waiting"));
      assertThat(entries).isEqualTo(model.entries());

      run.end();
      model = run.model();
      assertPredictions(run.predictions, model.predictions, settings);
      assertThat(byKey(run.credits, Credit::key, FollowsTheRulesTest::credited))
          .isEqualTo(byKey(model.credits, Credited::key, FollowsTheRulesTest::credited));
      assertThat(run.rejected).containsExactlyInAnyOrderElementsOf(model.refused);
      Map<Count, Long> eventCounts = run.eventCounts();
      Map<Count, Long> expected = new EnumMap<>(model.counts);
      OUTSIDE.forEach(
          count -> {
            eventCounts.remove(count);
            expected.remove(count);
          });
      assertThat(eventCounts).isEqualTo(expected);
      assertThat(model.entries()).isEmpty();
      for (MemoryOperatorHarness subtask : run.subtasks) {
        subtask.assertNothingIsKept();
      }
      expected.forEach((count, n) -> CASES.merge(count, n, Long::sum));
      total += EVENTS;
    }
  }

  private static JobSettings settings(Random random) {
    String target = one(random, "class", "value", "reward");
    String capacity = one(random, "3", "8", "40");
    List<String> changes =
        new ArrayList<>(
            List.of(
                "order.by",
                one(random, "event-time", "event-time", "arrival"),
                "order.max-ahead",
                one(random, "1 ms", "100 ms", "2 s"),
                "prediction.target",
                target,
                "prediction.prior",
                "uniform",
                "memory.capacity",
                capacity,
                "memory.k",
                capacity,
                "credit.mode",
                one(random, "reinstated", "frozen"),
                "memory.refresh",
                one(random, "none", "touch", "sweep", "both"),
                "memory.sweep-per-batch",
                one(random, "1", "7", "60"),
                "memory.sweep-idle",
                one(random, "100 ms", "900 ms", "1 d"),
                "batch.size",
                one(random, "1", "5", "64"),
                "feedback.repeat",
                one(random, "replace", "ignore"),
                "feedback.max-per-observation",
                one(random, "1", "2", "256")));
    if (!target.equals("class") && random.nextBoolean()) {
      changes.set(changes.indexOf("feedback.repeat") + 1, "accumulate");
    }
    if (random.nextBoolean()) {
      changes.addAll(List.of("feedback.default-after", one(random, "60 ms", "300 ms", "1600 ms")));
      changes.addAll(List.of("feedback.default-target", "1"));
    }
    String[] pairs = changes.toArray(String[]::new);
    return random.nextBoolean() ? TestJobs.shared(pairs) : TestJobs.inline(pairs);
  }

  private static String one(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  private static void assertPredictions(
      List<Prediction> actual, List<Predicted> expected, JobSettings settings) {
    assertThat(byKey(actual, Prediction::key, FollowsTheRulesTest::read))
        .isEqualTo(byKey(expected, Predicted::key, FollowsTheRulesTest::read));
    Map<String, List<Prediction>> actualByKey = byKey(actual, Prediction::key, Function.identity());
    byKey(expected, Predicted::key, Function.identity())
        .forEach(
            (key, predicted) -> {
              List<Prediction> predictions = actualByKey.get(key);
              for (int i = 0; i < predicted.size(); i++) {
                assertOutput(predictions.get(i), predicted.get(i), settings);
              }
            });
  }

  /** Each key's in their order; keys on different subtasks have none among each other. */
  private static <T, R> Map<String, List<R>> byKey(
      List<T> all, Function<T, String> key, Function<T, R> what) {
    return all.stream()
        .collect(Collectors.groupingBy(key, Collectors.mapping(what, Collectors.toList())));
  }

  private static String read(Prediction p) {
    String[] ids = p.memoryIds().clone();
    Arrays.sort(ids);
    return "%s/%s at %d read %s of %d"
        .formatted(p.key(), p.observationId(), p.time(), Arrays.toString(ids), p.readable());
  }

  private static String read(Predicted p) {
    List<String> ids =
        p.values().entrySet().stream()
            .flatMap(e -> e.getValue().stream().map(value -> e.getKey()))
            .toList();
    return "%s/%s at %d read %s of %d".formatted(p.key(), p.id(), p.time(), ids, ids.size());
  }

  /** The values read, mixed by the weights that the operator gave, make its output. */
  private static void assertOutput(Prediction p, Predicted expected, JobSettings settings) {
    if (expected.values().values().stream().anyMatch(values -> values.size() > 1)) {
      // which of two memories of one id had which weight is not said
      return;
    }
    Target target = settings.learner().prediction().target();
    int classes = settings.learner().prediction().classes();
    double epsilon = settings.learner().memory().epsilon();
    double[] mixture = new double[target == Target.CLASS ? classes : 1];
    for (int i = 0; i < p.weights().length; i++) {
      double value = expected.values().get(p.memoryIds()[i]).get(0);
      if (target == Target.CLASS) {
        mixture[(int) value] += p.weights()[i];
      } else {
        mixture[0] += p.weights()[i] * value;
      }
    }
    boolean empty = p.weights().length == 0;
    for (int c = 0; c < mixture.length; c++) {
      double output =
          switch (target) {
            case CLASS -> empty ? 1.0 / classes : (1 - epsilon) * mixture[c] + epsilon / classes;
            case VALUE -> mixture[c];
            case REWARD -> 1 / (1 + Math.exp(-mixture[c]));
          };
      assertThat((double) p.output()[c]).as(p.toString()).isCloseTo(output, within(1e-4));
    }
  }

  private static String credited(Credit c) {
    return "%s/%s/%s at %d: %s %s"
        .formatted(
            c.key(),
            c.observationId(),
            c.feedbackId(),
            c.time(),
            c.target(),
            c.memories().stream().map(m -> m.memoryId() + " " + m.evicted()).sorted().toList());
  }

  private static String credited(Credited c) {
    return "%s/%s/%s at %d: %s %s"
        .formatted(
            c.key(),
            c.observationId(),
            c.feedbackId(),
            c.time(),
            c.target(),
            c.evicted().entrySet().stream()
                .map(e -> e.getKey().id() + " " + e.getValue())
                .sorted()
                .toList());
  }

  /**
   * An event as it is sent.
   *
   * @param at the time when it is, by a clock that is right
   */
  private record Sent(Event event, long at) {}

  /** Events of a few keys, in the order of their arrival, with all that can go wrong. */
  private static final class Stream {

    /** Ids move on with time, one every so many milliseconds. */
    private static final int TIME_OF_AN_ID = 40;

    private static final int IDS_OF_A_HORIZON = (int) (TestJobs.HORIZON / TIME_OF_AN_ID);

    private static final long YEAR = Duration.ofDays(365).toMillis();

    /** The last moment of the year 9999. */
    private static final long LAST_TIME = 253_402_300_799_999L;

    private final Random random;
    private final Target target;
    private long now;

    private Stream(Random random, Target target) {
      this.random = random;
      this.target = target;
      now = START + random.nextInt(100_000);
    }

    private Sent next() {
      Event event = event();
      return new Sent(event, now);
    }

    private Event event() {
      now += random.nextInt(12);
      if (random.nextInt(300) == 0) {
        now += random.nextInt((int) (2 * TestJobs.EXPIRE_AFTER));
      }
      int dice = random.nextInt(100);
      if (dice < 45) {
        return TestEvents.observation(key(), id(dice < 4 ? -2 * IDS_OF_A_HORIZON : -6, 4), time());
      }
      if (dice < 97) {
        return feedback(dice < 60 ? id(-2, 10) : id(-IDS_OF_A_HORIZON - 8, 2));
      }
      return new Forget(key(), dice == 99 ? null : id(-IDS_OF_A_HORIZON, 4), now);
    }

    private Feedback feedback(String observationId) {
      long time = time();
      long observed = random.nextInt(6) > 0 ? Feedback.UNKNOWN_TIME : time() - random.nextInt(2000);
      return new Feedback(
          key(),
          "f" + random.nextInt(4),
          observationId,
          time,
          observed,
          target(),
          1,
          new Feedback.Origin(0, 0));
    }

    private String key() {
      return "k" + random.nextInt(3);
    }

    private String id(int from, int to) {
      return "o" + (now / TIME_OF_AN_ID + from + random.nextInt(to - from));
    }

    /** Mostly around now; else what clocks that are wrong, or of another unit, say. */
    private long time() {
      if (random.nextInt(40) > 0) {
        return now + random.nextInt(160) - 120;
      }
      return switch (random.nextInt(8)) {
        case 0 -> now + random.nextInt(4000);
        case 1 -> now + random.nextLong(YEAR);
        case 2 -> now - random.nextLong(YEAR);
        case 3 -> random.nextInt(2) == 0 ? random.nextLong(YEAR) : now - 30 * YEAR;
        case 4 -> now / 1000;
        case 5 -> now * 1000;
        case 6 -> LAST_TIME - random.nextInt(2);
        default -> random.nextLong();
      };
    }

    private double target() {
      return switch (target) {
        case CLASS -> random.nextInt(TestJobs.CLASSES);
        case VALUE -> random.nextInt(200) / 64.0 - 1;
        case REWARD -> random.nextInt(5) - 2;
      };
    }
  }

  /** One job over all its restarts, and what has happened to it that a crash did not undo. */
  private static final class Run implements AutoCloseable {

    private final JobSettings settings;
    private final Backend backend;
    private final Random random;
    private final List<Consumer<RuleModel>> happened = new ArrayList<>();
    private final List<Prediction> predictions = new ArrayList<>();
    private final List<Credit> credits = new ArrayList<>();
    private final List<Refused> rejected = new ArrayList<>();
    private List<MemoryOperatorHarness> subtasks;
    private List<OperatorSubtaskState> saved;
    private int savedEvents;
    private int savedHappened;
    private long watermark = Long.MIN_VALUE;
    private long clock;
    private int processed;

    private Run(JobSettings settings, Backend backend, Random random) throws Exception {
      this.settings = settings;
      this.backend = backend;
      this.random = random;
      subtasks = List.of(MemoryOperatorHarness.open(settings, backend));
    }

    /** What the rules make of all that has happened. */
    private RuleModel model() {
      RuleModel model = new RuleModel(settings);
      happened.forEach(step -> step.accept(model));
      return model;
    }

    private void process(Stream stream) throws Exception {
      List<Sent> events = IntStream.range(0, EVENTS).mapToObj(i -> stream.next()).toList();
      TestDoor door = new TestDoor(settings);
      for (processed = 0; processed < EVENTS; ) {
        Sent sent = events.get(processed++);
        Optional<Event> admitted = door.admit(sent.event(), sent.at());
        if (admitted.isEmpty()) {
          refused++;
        } else {
          Event event = admitted.get();
          subtaskOf(event).push(event);
          happened.add(model -> model.arrive(event));
        }
        int dice = random.nextInt(200);
        if (dice < 20) {
          pass(sent.at() + random.nextInt(200) - 160);
        } else if (dice < 26) {
          clock += random.nextInt(10);
          for (MemoryOperatorHarness subtask : subtasks) {
            subtask.clock(clock);
          }
        } else if (dice < 29) {
          checkpoint();
        } else if (dice == 29) {
          checkpoint();
          restart();
        } else if (dice == 30 && saved != null) {
          restart();
        }
      }
    }

    private MemoryOperatorHarness subtaskOf(Event event) {
      return subtasks.get(
          KeyGroupRangeAssignment.assignKeyToParallelOperator(
              event.key(), TestMetrics.MAX_PARALLELISM, subtasks.size()));
    }

    private void pass(long time) throws Exception {
      if (time > watermark) {
        watermark = time;
        for (MemoryOperatorHarness subtask : subtasks) {
          subtask.watermark(time);
        }
        happened.add(model -> model.watermark(time));
      }
    }

    /** What comes out until here is committed. */
    private void checkpoint() throws Exception {
      saved = new ArrayList<>();
      for (MemoryOperatorHarness subtask : subtasks) {
        saved.add(subtask.snapshot());
        predictions.addAll(subtask.predictions());
        credits.addAll(subtask.credits());
        subtask.rejected().forEach(r -> rejected.add(refused(r)));
        subtask.forget();
        assertThat(subtask.eventCounts().values()).allMatch(n -> n >= 0);
      }
      savedEvents = processed;
      savedHappened = happened.size();
    }

    private static Refused refused(RejectedEvent rejected) {
      Feedback feedback = (Feedback) rejected.event();
      return new Refused(
          feedback.key(),
          feedback.feedbackId(),
          feedback.observationId(),
          rejected.reason().name());
    }

    /**
     * What happened since the last checkpoint is undone, and its events come again, perhaps to
     * other subtasks.
     */
    private void restart() throws Exception {
      close();
      int parallelism =
          settings.placement() == Placement.INLINE ? 1 : 1 + random.nextInt(MAX_SUBTASKS);
      subtasks = MemoryOperatorHarness.rescale(settings, backend, saved, parallelism);
      for (MemoryOperatorHarness subtask : subtasks) {
        subtask.clock(clock);
      }
      processed = savedEvents;
      happened.subList(savedHappened, happened.size()).clear();
      happened.add(RuleModel::restart);
      watermark = Long.MIN_VALUE;
    }

    private void end() throws Exception {
      pass(START + 10_000_000);
      checkpoint();
    }

    private Map<String, Integer> stateEntries() throws Exception {
      Map<String, Integer> entries = new TreeMap<>();
      for (MemoryOperatorHarness subtask : subtasks) {
        subtask.stateEntries().forEach((state, n) -> entries.merge(state, n, Integer::sum));
      }
      return entries;
    }

    private Map<Count, Long> eventCounts() {
      Map<Count, Long> eventCounts = new EnumMap<>(Count.class);
      for (MemoryOperatorHarness subtask : subtasks) {
        subtask.eventCounts().forEach((count, n) -> eventCounts.merge(count, n, Long::sum));
      }
      return eventCounts;
    }

    @Override
    public void close() throws Exception {
      for (MemoryOperatorHarness subtask : subtasks) {
        subtask.close();
      }
    }
  }
}
