package dev.reinstate.bench;

import dev.reinstate.event.Event;
import dev.reinstate.event.LearnerOutput;
import dev.reinstate.event.Observation;
import dev.reinstate.learner.Learner;
import dev.reinstate.model.Model;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.stream.EventStream;
import dev.reinstate.replay.NoOpOutput;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.ReadSettings;
import dev.reinstate.settings.RehearsalSettings;
import dev.reinstate.state.HeapState;
import dev.reinstate.training.InlineTraining;
import dev.reinstate.training.Trainer;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * What an observation with its feedback costs the learner, trained inline: under the job's
 * settings, and under the same with the simple read and without rehearsal. Times are those of the
 * thread on the processor, so that they hold on a busy machine; the median over runs that take
 * turns.
 *
 * @param observations of a run
 * @param simple one head, no age, no null slot, no combination, no rehearsal of feedback
 * @param full the job's settings
 * @param ratio full / simple
 */
public record ReadReport(long observations, Cost simple, Cost full, double ratio) {

  /** Runs of each, after those that warm up. */
  public static final int RUNS = 5;

  private static final int WARM_UP = 2;

  /** Events worked on together. */
  private static final int BATCH = 512;

  private static final double NANOS_PER_MICRO = 1e3;

  private static final LearnerOutput NOTHING = new NoOpOutput();

  /** Of an observation and its feedback. */
  public record Cost(double microsPerObservation) {}

  /**
   * Measures.
   *
   * @param progress is told how many runs are done, of {@link #runs()}
   */
  public static ReadReport measure(
      LearnerSettings full, Recording recording, IntConsumer progress) {
    List<Event> events = new ArrayList<>();
    try (EventStream<Event> stream = recording.events()) {
      stream.forEachRemaining(events::add);
    }
    long observations = events.stream().filter(Observation.class::isInstance).count();
    LearnerSettings simple = simple(full);
    double[] ofSimple = new double[RUNS];
    double[] ofFull = new double[RUNS];
    for (int run = -WARM_UP; run < RUNS; run++) {
      double nanosOfSimple = nanos(simple, events);
      double nanosOfFull = nanos(full, events);
      if (run >= 0) {
        ofSimple[run] = nanosOfSimple / observations / NANOS_PER_MICRO;
        ofFull[run] = nanosOfFull / observations / NANOS_PER_MICRO;
      }
      progress.accept(run + WARM_UP + 1);
    }
    double medianOfSimple = median(ofSimple);
    double medianOfFull = median(ofFull);
    return new ReadReport(
        observations,
        new Cost(medianOfSimple),
        new Cost(medianOfFull),
        medianOfFull / medianOfSimple);
  }

  /** Runs that a measurement makes of each. */
  public static int runs() {
    return WARM_UP + RUNS;
  }

  private static LearnerSettings simple(LearnerSettings full) {
    RehearsalSettings rehearsing = full.rehearsal();
    return new LearnerSettings(
        full.observationSize(),
        full.features(),
        full.prediction(),
        full.memory(),
        full.spaces(),
        ReadSettings.SIMPLE,
        full.networks(),
        full.credit(),
        full.feedback(),
        full.training(),
        new RehearsalSettings(
            0, rehearsing.window(), rehearsing.bytes(), rehearsing.observationBytes()),
        full.compute(),
        full.seed());
  }

  private static long nanos(LearnerSettings settings, List<Event> events) {
    Model model = new Model(settings);
    Training training = new Training(settings, model);
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    training.work(events);
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** A learner from its first event on. */
  private static final class Training {
    private final HeapState state = new HeapState();
    private final Learner learner;

    private Training(LearnerSettings settings, Model model) {
      learner =
          new Learner(
              settings,
              model,
              state,
              new InlineTraining(settings, new Trainer(settings, model), model));
    }

    private void work(List<Event> events) {
      for (int from = 0; from < events.size(); from += BATCH) {
        List<Event> batch = events.subList(from, Math.min(events.size(), from + BATCH));
        learner.process(batch, NOTHING);
        long now = batch.get(batch.size() - 1).time() - 1;
        for (String key = state.pollDue(now); key != null; key = state.pollDue(now)) {
          learner.wake(key, now, NOTHING);
        }
      }
    }
  }
}
