package dev.reinstate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Forget;
import dev.reinstate.event.Prediction;
import dev.reinstate.learner.LearnerSnapshot;
import dev.reinstate.state.session.KeyGroupSnapshot;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.state.StateNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * However often and however a job is rescaled while feedback comes, is corrected and forgotten:
 * what its subtasks count together is what one learner counts that was never rescaled, and what
 * belongs to a key is where the key is.
 */
@PropertyDefaults(shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
class RescaleSumsTest {

  private static final int KEYS = 40;
  private static final int PHASES = 5;
  private static final int EVENTS_OF_A_PHASE = 150;
  private static final int MAX_SUBTASKS = 5;

  @Property(tries = 16, seed = "20261130")
  void onTheHeap(@ForAll long seed) throws Exception {
    check(seed, Backend.HEAP);
  }

  @Property(tries = 3, seed = "20261201")
  void onRocksDb(@ForAll long seed) throws Exception {
    check(seed, Backend.ROCKSDB);
  }

  private static void check(long seed, Backend backend) throws Exception {
    Random random = new Random(seed);
    Target target = Target.values()[random.nextInt(Target.values().length)];
    List<String> changes =
        new ArrayList<>(
            List.of(
                "prediction.target", target.name().toLowerCase(),
                "memory.capacity", "40",
                "memory.refresh", "none",
                "feedback.repeat", "replace",
                "training.rehearsal", "4",
                "training.rehearsal-window", "1 d",
                "training.autoencoder.rehearsal", "1"));
    if (random.nextBoolean()) {
      changes.addAll(List.of("feedback.default-after", "300 ms", "feedback.default-target", "1"));
    }
    JobSettings settings = TestJobs.shared(changes.toArray(String[]::new));
    Job steady = new Job(settings, backend);
    Job rescaled = new Job(settings, backend);
    Set<String> forgotten = new HashSet<>();
    long now = 0;
    for (int phase = 0; phase < PHASES; phase++) {
      steady.go(1);
      rescaled.go(1 + random.nextInt(MAX_SUBTASKS));
      for (int i = 0; i < EVENTS_OF_A_PHASE; i++) {
        Event event = event(random, target, now++);
        steady.push(event);
        rescaled.push(event);
        if (event instanceof Forget forget && forget.isWholeKey()) {
          forgotten.add(event.key());
        } else {
          forgotten.remove(event.key());
        }
      }
      steady.stop(now);
      rescaled.stop(now);
      assertThat(rescaled.counts()).isEqualTo(steady.counts());
      assertThat(rescaled.known()).isEqualTo(steady.known());
      assertThat(rescaled.offeredRate()).isCloseTo(steady.offeredRate(), withinPercentage(1));
      rescaled.assertSound(target, forgotten);
    }
    assertThat(steady.counts().get(Count.REPEATED)).isPositive();
    assertThat(steady.counts().get(Count.LEARNED)).isPositive();
    assertThat(rescaled.rehearsed).isNotEmpty();
  }

  private static Event event(Random random, Target target, long now) {
    String key = "k" + random.nextInt(KEYS);
    String id = "o" + random.nextInt(4);
    int dice = random.nextInt(100);
    if (dice < 35) {
      return TestEvents.observation(key, id, now);
    }
    if (dice < 94) {
      String feedbackId = "f" + random.nextInt(20);
      return TestEvents.feedback(key, feedbackId, id, now, target(random, target));
    }
    return new Forget(key, dice < 97 ? null : id, now);
  }

  /** Sums of values are exact, so that they can be compared. */
  private static double target(Random random, Target target) {
    return switch (target) {
      case CLASS -> random.nextInt(TestJobs.CLASSES);
      case VALUE -> random.nextInt(200) / 64.0 - 1;
      case REWARD -> random.nextInt(2);
    };
  }

  /** A job over all its rescales. */
  private static final class Job {

    private final JobSettings settings;
    private final Backend backend;
    private List<MemoryOperatorHarness> subtasks = new ArrayList<>();
    private List<OperatorSubtaskState> saved = List.of();
    private List<LearnerSnapshot> learners = List.of();
    private final List<Prediction> predictions = new ArrayList<>();
    private Set<String> rehearsed = Set.of();
    private final Map<Count, Long> counts = new TreeMap<>();

    private Job(JobSettings settings, Backend backend) {
      this.settings = settings;
      this.backend = backend;
    }

    private void go(int parallelism) throws Exception {
      if (saved.isEmpty()) {
        subtasks = new ArrayList<>();
        for (int subtask = 0; subtask < parallelism; subtask++) {
          subtasks.add(MemoryOperatorHarness.open(settings, backend, parallelism, subtask));
          subtasks.get(subtask).model(new TestModels(settings).publication(3, 5));
        }
      } else {
        subtasks = MemoryOperatorHarness.rescale(settings, backend, saved, parallelism);
      }
    }

    private int subtaskOf(String key) {
      return KeyGroupRangeAssignment.assignKeyToParallelOperator(
          key, TestMetrics.MAX_PARALLELISM, subtasks.size());
    }

    private void push(Event event) throws Exception {
      subtasks.get(subtaskOf(event.key())).push(event);
    }

    private void stop(long now) throws Exception {
      saved = new ArrayList<>();
      learners = new ArrayList<>();
      rehearsed = new HashSet<>();
      predictions.clear();
      counts.clear();
      for (MemoryOperatorHarness subtask : subtasks) {
        subtask.watermark(now - 1);
        saved.add(subtask.snapshot());
        learners.add(subtask.learner());
        subtask.eventCounts().forEach((count, n) -> counts.merge(count, n, Long::sum));
        for (String state : StateNames.REHEARSED) {
          rehearsed.addAll(subtask.keys(state));
        }
        predictions.addAll(subtask.predictions());
        subtask.close();
      }
    }

    private Map<Count, Long> counts() {
      return counts;
    }

    /** Statistics of the values of all keys. */
    private List<Double> known() {
      double[] known = new double[3];
      learners.stream()
          .flatMap(learner -> learner.groups().stream())
          .map(KeyGroupSnapshot::known)
          .forEach(sums -> IntStream.range(0, sums.length).forEach(i -> known[i] += sums[i]));
      return DoubleStream.of(known).boxed().toList();
    }

    /** What was offered to the rehearsal of observations within a window. */
    private double offeredRate() {
      return learners.stream().mapToDouble(l -> l.observationRehearsal().rate()).sum();
    }

    private void assertSound(Target target, Collection<String> forgotten) {
      for (int subtask = 0; subtask < learners.size(); subtask++) {
        LearnerSnapshot learner = learners.get(subtask);
        for (KeyGroupSnapshot group : learner.groups()) {
          assertThat(
                  KeyGroupRangeAssignment.computeOperatorIndexForKeyGroup(
                      TestMetrics.MAX_PARALLELISM, learners.size(), group.number()))
              .isEqualTo(subtask);
          assertThat(group.standing().values()).allSatisfy(n -> assertThat(n).isNotNegative());
          if (target != Target.VALUE) {
            assertThat(DoubleStream.of(group.known()))
                .allSatisfy(n -> assertThat(n).isNotNegative());
          }
        }
      }
      assertThat(rehearsed).filteredOn(forgotten::contains).isEmpty();
      for (Prediction prediction : predictions) {
        for (float output : prediction.output()) {
          assertThat(output).isFinite();
          if (target != Target.VALUE) {
            assertThat(output).isBetween(0f, 1f);
          }
        }
      }
    }
  }
}
