package dev.reinstate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.types.RejectedEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/**
 * The operator, with watermarks, checkpoints, restarts and crashes at any moment, gives bit for bit
 * what the learner gives on the sorted stream.
 */
@PropertyDefaults(shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
class EqualsPlainLearnerTest {

  private static final int EVENTS = 400;
  private static final long DISORDER = 120;

  @Property(tries = 60, seed = "20170113")
  void inEventTimeOnTheHeap(@ForAll long seed) throws Exception {
    check(seed, Backend.HEAP, true, false);
  }

  @Property(tries = 40, seed = "20170116")
  void withSpacesInEventTimeOnTheHeap(@ForAll long seed) throws Exception {
    check(seed, Backend.HEAP, true, true);
  }

  @Property(tries = 8, seed = "20170117")
  void withSpacesInEventTimeOnRocksDb(@ForAll long seed) throws Exception {
    check(seed, Backend.ROCKSDB, true, true);
  }

  @Property(tries = 15, seed = "20170118")
  void withSpacesByArrivalOfASortedStream(@ForAll long seed) throws Exception {
    check(seed, Backend.HEAP, false, true);
  }

  @Property(tries = 12, seed = "20170114")
  void inEventTimeOnRocksDb(@ForAll long seed) throws Exception {
    check(seed, Backend.ROCKSDB, true, false);
  }

  @Property(tries = 15, seed = "20170115")
  void byArrivalOfASortedStream(@ForAll long seed) throws Exception {
    check(seed, Backend.HEAP, false, false);
  }

  @Test
  void theStreamsHoldEveryCase() {
    Map<Count, Long> total = new EnumMap<>(Count.class);
    int learned = 0;
    for (long seed = 0; seed < 24; seed++) {
      Random random = new Random(seed);
      boolean eventTime = seed % 2 == 0;
      JobSettings settings = settings(random, eventTime, false);
      PlainLearner learner = new PlainLearner(settings.learner());
      Target target = settings.learner().prediction().target();
      List<Event> events = lacking(RandomEvents.sorted(random, target, EVENTS, !eventTime));
      learner.process(events, random);
      learner.eventCounts().forEach((count, n) -> total.merge(count, n, Long::sum));
      Prediction last = learner.predictions.get(learner.predictions.size() - 1);
      learned += last.modelVersion() > 5 ? 1 : 0;
    }
    // observations are only deleted before their turn where they wait for it, in the operator, and
    // of such numbers nothing is computed that is not finite
    EnumSet<Count> elsewhere =
        EnumSet.of(
            Count.OBSERVATIONS_FORGOTTEN, Count.PREDICTIONS_NOT_FINITE, Count.CREDITS_NOT_FINITE);
    for (Count count : EnumSet.complementOf(elsewhere)) {
      assertThat(total.get(count)).as(count.label()).isGreaterThan(20);
    }
    assertThat(learned).as("streams that were learned from").isGreaterThan(12);
  }

  private static void check(long seed, Backend backend, boolean eventTime, boolean spaces)
      throws Exception {
    Random random = new Random(seed);
    JobSettings settings = settings(random, eventTime, spaces);
    Target target = settings.learner().prediction().target();
    List<Event> sorted = lacking(RandomEvents.sorted(random, target, EVENTS, !eventTime));
    if (spaces) {
      sorted = sorted.stream().map(EqualsPlainLearnerTest::withKeys).toList();
    }
    PlainLearner expected = new PlainLearner(settings.learner());
    if (eventTime) {
      expected.process(sorted, random);
    } else {
      sorted.forEach(expected::processInTime);
    }
    expected.pass(end(sorted));

    List<Event> arriving = eventTime ? RandomEvents.disordered(sorted, DISORDER, random) : sorted;
    try (Run run = new Run(settings, backend, random)) {
      run.process(arriving);
      run.watermark(end(sorted));

      assertThat(run.lines.predictions).isEqualTo(Lines.ofPredictions(expected.predictions));
      assertThat(run.lines.credits).isEqualTo(Lines.ofCredits(expected.credits));
      assertThat(run.lines.rejected)
          .containsExactlyInAnyOrderElementsOf(Lines.ofRejected(expected.rejected));
      assertThat(counted(run.operator.eventCounts())).isEqualTo(counted(expected.eventCounts()));
      assertBalanced(run.operator.eventCounts());
      run.operator.assertNothingIsKept();
    }
  }

  /** The same events, a feature of some of the observations missing. */
  private static List<Event> lacking(List<Event> events) {
    for (Event event : events) {
      if (event instanceof Observation observation && observation.time() % 7 == 3) {
        observation.features()[2] = Float.NaN;
      }
    }
    return events;
  }

  /** The same event, most observations with keys beside their own. */
  private static Event withKeys(Event event) {
    if (!(event instanceof Observation observation)) {
      return event;
    }
    int hash = observation.observationId().hashCode();
    Map<String, String> keys = new TreeMap<>();
    if (hash % 9 != 0) {
      keys.put("shop", "s" + hash % 4);
    }
    if (hash % 7 != 0) {
      keys.put("device", "d" + hash % 3);
    }
    return observation.withKeys(keys);
  }

  private static long end(List<Event> sorted) {
    return sorted.get(sorted.size() - 1).time() + 4 * TestJobs.EXPIRE_AFTER;
  }

  /**
   * A refresh also reaches memories that nobody has seen expire yet; that depends on watermarks.
   */
  private static Map<Count, Long> counted(Map<Count, Long> eventCounts) {
    Map<Count, Long> counted = new EnumMap<>(eventCounts);
    counted.remove(Count.REFRESHED);
    return counted;
  }

  private static void assertBalanced(Map<Count, Long> eventCounts) {
    assertThat(eventCounts.get(Count.FEEDBACK))
        .isEqualTo(
            eventCounts.get(Count.MATCHED)
                + eventCounts.get(Count.DUPLICATE)
                + eventCounts.get(Count.IGNORED)
                + eventCounts.get(Count.ORPHAN)
                + eventCounts.get(Count.CAPPED)
                + eventCounts.get(Count.LATE)
                + eventCounts.get(Count.FORGOTTEN)
                + eventCounts.get(Count.HELD));
    assertThat(eventCounts.get(Count.OBSERVATIONS))
        .isEqualTo(
            eventCounts.get(Count.PREDICTIONS) + eventCounts.get(Count.OBSERVATIONS_DUPLICATE));
    assertThat(eventCounts.get(Count.HELD)).isZero();
    assertThat(eventCounts.get(Count.PENDING)).isZero();
  }

  private static JobSettings settings(Random random, boolean eventTime, boolean spaces) {
    List<String> changes = new ArrayList<>();
    if (spaces) {
      changes.addAll(List.of("spaces.own.key", "key"));
      changes.addAll(List.of("spaces.shops.key", "shop", "spaces.shops.k", "2"));
      changes.addAll(List.of("spaces.pairs.key", "[shop, device]"));
      changes.addAll(List.of("spaces.all.sample", ".5", "spaces.all.shards", "2"));
      changes.addAll(List.of("reads", "own; own at device; shops; pairs; all"));
    }
    changes.addAll(List.of("order.by", eventTime ? "event-time" : "arrival"));
    changes.addAll(List.of("prediction.target", one(random, "class", "class", "value", "reward")));
    changes.addAll(List.of("prediction.prior", one(random, "key-rate", "uniform")));
    String target = changes.get(changes.indexOf("prediction.target") + 1);
    changes.addAll(List.of("feedback.repeat", repeat(random, target)));
    if (eventTime && random.nextBoolean()) {
      changes.addAll(List.of("feedback.default-after", one(random, "60 ms", "300 ms", "1600 ms")));
      changes.addAll(List.of("feedback.default-target", "1"));
    }
    changes.addAll(List.of("memory.refresh", one(random, "both", "sweep", "touch", "none")));
    changes.addAll(List.of("memory.sweep-per-batch", one(random, "1", "7", "60")));
    changes.addAll(List.of("memory.sweep-idle", one(random, "100 ms", "900 ms", "1 d")));
    changes.addAll(List.of("memory.codec-at-write", one(random, "true", "false")));
    changes.addAll(List.of("memory.capacity", one(random, "4", "20", "100")));
    changes.addAll(
        List.of(
            "credit.mode",
            CreditMode.values()[random.nextInt(CreditMode.values().length)].label()));
    changes.addAll(List.of("credit.read", one(random, "recorded", "repeated")));
    changes.addAll(List.of("memory.similarity", one(random, "unit-dot", "cosine")));
    changes.addAll(List.of("memory.heads", one(random, "1", "2")));
    changes.addAll(List.of("memory.learn-temperature", one(random, "true", "false")));
    changes.addAll(List.of("memory.age", one(random, "0", "1")));
    changes.addAll(List.of("memory.null-slot", one(random, "true", "false")));
    changes.addAll(List.of("prediction.combination", one(random, "none", "linear")));
    changes.addAll(List.of("prediction.own-features", one(random, "all", "0")));
    changes.addAll(List.of("training.rehearsal", one(random, "0", "5")));
    changes.addAll(List.of("training.rehearsal-bytes", one(random, "2000", "100000")));
    changes.addAll(List.of("training.autoencoder.rehearsal", one(random, "0", "2")));
    changes.addAll(List.of("network.embedding.bits", one(random, "8", "32")));
    changes.addAll(List.of("training.batch", one(random, "1", "4", "7")));
    changes.addAll(List.of("training.autoencoder.batch", one(random, "2", "7")));
    changes.addAll(List.of("batch.size", one(random, "1", "5", "64")));
    changes.addAll(List.of("memory.eviction", one(random, "oldest", "least-credited")));
    changes.addAll(List.of("memory.cache-bytes", one(random, "0", "3000", "30000", "67108864")));
    changes.addAll(List.of("feedback.max-per-observation", one(random, "1", "2", "256")));
    boolean standardise = random.nextBoolean();
    changes.addAll(List.of("features.standardise", Boolean.toString(standardise)));
    changes.addAll(
        List.of("network.code.kind", one(random, "auto", standardise ? "direct" : "autoencoder")));
    changes.addAll(List.of("features.missing-indicators", one(random, "[]", "[2]")));
    changes.addAll(List.of("memory.code-head", one(random, "true", "false")));
    boolean linear = changes.contains("linear");
    changes.addAll(List.of("prediction.rates", linear ? one(random, "true", "false") : "false"));
    changes.addAll(
        List.of("prediction.regression", linear ? one(random, "true", "false") : "false"));
    return TestJobs.inline(changes.toArray(String[]::new));
  }

  private static String repeat(Random random, String target) {
    return target.equals("class")
        ? one(random, "replace", "ignore")
        : one(random, "replace", "ignore", "accumulate");
  }

  private static String one(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  /** One job over all its restarts. */
  private static final class Run implements AutoCloseable {

    private final JobSettings settings;
    private final Backend backend;
    private final Random random;
    private final Lines lines = new Lines();
    private MemoryOperatorHarness operator;
    private OperatorSubtaskState saved;
    private int savedAt;
    private Lines seen = new Lines();
    private long clock;

    private Run(JobSettings settings, Backend backend, Random random) throws Exception {
      this.settings = settings;
      this.backend = backend;
      this.random = random;
      operator = MemoryOperatorHarness.open(settings, backend);
    }

    private void process(List<Event> events) throws Exception {
      long latest = Long.MIN_VALUE + DISORDER + 1;
      for (int i = 0; i < events.size(); i++) {
        if (settings.order().by() == JobSettings.By.ARRIVAL) {
          // one that lags lets things expire later than in the plain learner
          operator.watermark(events.get(i).time() - 1);
        }
        operator.push(events.get(i));
        latest = Math.max(latest, events.get(i).time());
        int dice = random.nextInt(100);
        if (dice < 12) {
          operator.watermark(latest - DISORDER - 1);
        } else if (dice < 15) {
          operator.clock(clock += random.nextInt(10));
        } else if (dice < 17) {
          checkpoint(i + 1);
        } else if (dice == 17) {
          checkpoint(i + 1);
          restart();
        } else if (dice == 18 && saved != null) {
          restart();
          i = savedAt - 1;
          latest = Long.MIN_VALUE + DISORDER + 1;
        }
      }
    }

    private void checkpoint(int next) throws Exception {
      saved = operator.snapshot();
      savedAt = next;
      seen.take(operator);
      lines.addAll(seen);
      seen = new Lines();
      operator.forget();
    }

    /** What came out since the checkpoint was never committed. */
    private void restart() throws Exception {
      operator.close();
      operator = MemoryOperatorHarness.restore(settings, backend, saved);
      operator.clock(clock);
    }

    private void watermark(long time) throws Exception {
      operator.watermark(time);
      seen.take(operator);
      lines.addAll(seen);
    }

    @Override
    public void close() throws Exception {
      operator.close();
    }
  }

  /** Outputs as text that has every bit in it. */
  private static final class Lines {

    private final List<String> predictions = new ArrayList<>();
    private final List<String> credits = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();

    private void take(MemoryOperatorHarness operator) {
      predictions.addAll(ofPredictions(operator.predictions()));
      credits.addAll(ofCredits(operator.credits()));
      rejected.addAll(ofRejected(operator.rejected()));
    }

    private void addAll(Lines others) {
      predictions.addAll(others.predictions);
      credits.addAll(others.credits);
      rejected.addAll(others.rejected);
    }

    private static List<String> ofPredictions(List<Prediction> predictions) {
      return predictions.stream()
          .map(
              p ->
                  "%s/%s at %d by %d: %s, read %s %s of %d"
                      .formatted(
                          p.key(),
                          p.observationId(),
                          p.time(),
                          p.modelVersion(),
                          Arrays.toString(p.output()),
                          Arrays.toString(p.memoryIds()),
                          Arrays.toString(p.weights()),
                          p.readable()))
          .toList();
    }

    private static List<String> ofCredits(List<Credit> credits) {
      return credits.stream().map(Credit::toString).toList();
    }

    private static List<String> ofRejected(List<RejectedEvent> rejected) {
      return rejected.stream().map(RejectedEvent::toString).toList();
    }
  }
}
